/* notify.h - what the files of this plugin share: its tables, one name per behaviour. */
#ifndef NOTIFY_NOTIFY_H
#define NOTIFY_NOTIFY_H

#include "dms/dms.h"
#include "dms/house.h"

#define WEBHOOK  "notify.webhook"
#define DELIVERY "notify.delivery"
#define ADDRESS  "notify.address"

extern const struct dms_entity notify_webhook_entity;
extern const struct dms_entity notify_delivery_entity;
extern const struct dms_entity notify_address_entity;

extern const struct dms_hook notify_webhook_hooks[];  /* end with a hook without name */
extern const struct dms_hook notify_delivery_hooks[];
extern const struct dms_hook notify_address_hooks[];

extern const struct dms_call_card notify_rotate_secret_call;
extern const struct dms_call_card notify_may_reach_call;
enum dms_status notify_register_subscriber(struct dms_registrar *registrar,
                                           struct dms_error *error);

/* Does the webhook's pattern ("sales.order.delivered", "crm.lead.*", "*") name the event? */
bool notify_pattern_fits(const char *pattern, const char *name);

/* What strangers are told of EVENT: names and numbers, never a person. Yours to destroy. */
struct dms_json *notify_body(struct dms_house *house, const struct dms_event *event,
                             int64_t offset);

/* "whsec_" and 64 hexadecimal characters, from the machine's random source. */
#define NOTIFY_SECRET_SIZE 72
void notify_secret_make(char text[NOTIFY_SECRET_SIZE]);
/* HMAC-SHA256 of "TIMESTAMP.BODY" under SECRET, as hexadecimal characters. */
void notify_sign(const char *secret, int64_t timestamp, const char *body, char text[65]);
/* Evenly spread over 0 … LIMIT - 1; 0 when there is no room. */
int64_t notify_random(int64_t limit);

#endif
