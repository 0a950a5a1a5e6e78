/* sender.h - the thread that carries deliveries out, while the house serves. */
#ifndef NOTIFY_SENDER_H
#define NOTIFY_SENDER_H

#include "notify.h"

enum dms_status sender_serve(struct dms_house *house, struct dms_error *error);
/* What is on its way may finish for some seconds; what has not been noted is sent again later. */
void sender_stop(struct dms_house *house);
/* There may be something new; from any thread, also before it is committed. */
void sender_wake(void);

#endif
