/* event.h - what happened, told after commit; timers; who wants to hear.
 *
 * The core itself tells "<entity>.created", "<entity>.updated", "<entity>.removed" and,
 * for transitions, "<entity>.<state reached>". A subscriber runs in a unit of its own, as
 * the house, at least once per event and in order per record; what it writes commits with
 * the note that it has heard, so its writes happen exactly once. An event it fails on three
 * times is parked: it hears the later ones, and that one again when an administrator says so
 * (dms events retry), or never. Trouble with the disk is waited for. So is a timer parked after
 * five tries. Since 1.0. */
#ifndef DMS_EVENT_H
#define DMS_EVENT_H

#include <stdbool.h>

#include "dms/unit.h"

struct dms_house;

struct dms_event {
    uint32_t size;
    int64_t id;          /* grows; the same event always has the same id */
    int64_t at;          /* ms UTC */
    const char *name;    /* "sales.order.delivered" */
    const char *entity;  /* "" when of no record */
    int64_t record;      /* 0 when of no record */
    int64_t store;
    int64_t user;        /* who did it; 0: the house */
    const struct dms_json *payload; /* {"from":…, "to":…, "transition":…, "changed":{field:[old,new]}} */
};

struct dms_subscriber {
    uint32_t size;
    const char *name; /* REQUIRED, stays the same for ever: "notify/webhook" */
    const char *on;   /* REQUIRED: an event name, "crm.lead.*" or "*" */
    enum dms_status (*run)(struct dms_unit *unit, const struct dms_event *event, void *data,
                           struct dms_error *error);
    void *data;
    /* OPTIONAL, since 1.1: false passes over an event without a unit, so that hearing everything
     * costs no commit. Asked on the teller's thread, after the event's commit; may read the
     * house. EVENT has no payload here. */
    bool (*wants)(struct dms_house *house, const struct dms_event *event, void *data);
};

struct dms_timer_handler {
    uint32_t size;
    const char *name; /* REQUIRED, stays the same for ever: "crm/recycle" */
    /* ENTITY is "" and RECORD 0 for a timer of no record. Runs as the house. */
    enum dms_status (*run)(struct dms_unit *unit, const char *entity, int64_t record,
                           const struct dms_json *payload, void *data,
                           struct dms_error *error);
    void *data;
};

#endif
