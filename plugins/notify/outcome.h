/* outcome.h - what became of a delivery is written down. */
#ifndef NOTIFY_OUTCOME_H
#define NOTIFY_OUTCOME_H

#include "post.h"

enum dms_status outcome_note(struct dms_house *house, const struct post *post,
                             struct dms_error *error);
/* Removes some of the deliveries sent more than DAYS days ago; *MORE: there are others. */
enum dms_status outcome_clean(struct dms_house *house, int64_t days, bool *more,
                              struct dms_error *error);
/* Returns when everything that a unit on the writer has done by now is committed. */
enum dms_status outcome_await(struct dms_house *house, struct dms_error *error);

#endif
