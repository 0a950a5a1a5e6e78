/* rights.h - a webhook tells what the person it belongs to may see. */
#ifndef NOTIFY_RIGHTS_H
#define NOTIFY_RIGHTS_H

#include "due.h"

/* May the owner of the webhook read the record now? Takes values of fields the owner may not
 * see out of wish->body. Anything but OK: the house could not tell. */
enum dms_status rights_apply(struct dms_house *house, struct wish *wish, bool *allowed,
                             struct dms_error *error);

#endif
