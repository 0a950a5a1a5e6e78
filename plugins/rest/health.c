/* health.c - for who watches over the machine: does it run, can it work. */
#include "answer.h"
#include "exchange.h"
#include "handlers.h"
#include "problem.h"

void
health_alive(struct exchange *exchange)
{
    struct dms_json *json = dms_json_create_object();
    dms_json_set_text(json, "status", "ok");
    answer_json(exchange, 200, json);
}

/* Nobody is logged in here: yes or no, and no figures. */
void
health_ready(struct exchange *exchange)
{
    struct dms_json *health = dms_house_health(exchange->server->house);
    bool ready = dms_json_boolean_at(health, "ready");
    bool writable = dms_json_boolean_at(health, "writable");
    dms_json_destroy(health);
    if (!ready || atomic_load(&exchange->server->stopping)) {
        problem(exchange, 503, dms_fail(exchange->error, DMS_BUSY, "rest.not_ready", ""));
        return;
    }
    struct dms_json *json = dms_json_create_object();
    dms_json_set_text(json, "status", "ok");
    dms_json_set_boolean(json, "writable", writable);
    answer_json(exchange, 200, json);
}
