/* admin.c - for who runs the house: its plugins, its health, what did not load, its audit chain. */
#include "answer.h"
#include "exchange.h"
#include "handlers.h"
#include "question.h"

static void
tell(struct exchange *exchange, struct dms_json *question)
{
    struct dms_json *answer = question_read(exchange, question);
    if (answer != NULL)
        answer_json(exchange, 200, answer);
}

/* What did not load or goes wrong again and again; NULL: the asker is no admin, and is told so. */
static struct dms_json *
notices(struct exchange *exchange)
{
    return question_read(exchange, question_create(exchange, "notices"));
}

void
admin_plugins(struct exchange *exchange)
{
    struct dms_json *told = notices(exchange);
    if (told == NULL)
        return;
    struct dms_json *answer =
        question_read(exchange, question_create(exchange, "plugins"));
    if (answer != NULL) {
        dms_json_take_key(answer, "notices",
                          dms_json_copy(dms_json_at_key(told, "notices")));
        answer_json(exchange, 200, answer);
    }
    dms_json_destroy(told);
}

/* {"on", "reason"}: from the next start on. */
void
admin_switch(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "plugin_switch");
    const struct dms_json *on = dms_json_at_key(exchange->json, "on");
    const char *reason = dms_json_text_at(exchange->json, "reason");
    dms_json_set_text(question, "name", exchange_part(exchange, "plugin"));
    if (on != NULL)
        dms_json_take_key(question, "on", dms_json_copy(on));
    if (reason != NULL)
        dms_json_set_text(question, "reason", reason);
    tell(exchange, question);
}

void
admin_health(struct exchange *exchange)
{
    struct dms_json *told = notices(exchange);
    if (told != NULL)
        answer_json(exchange, 200, dms_house_health(exchange->server->house));
    dms_json_destroy(told);
}

/* ?subscriber= &limit= &cursor=: what was given up, the oldest first. */
void
admin_parked(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "parked");
    enum dms_status st = question_text(exchange, question, "subscriber", "subscriber");
    if (st == DMS_OK)
        st = question_number(exchange, question, "limit");
    if (st == DMS_OK)
        st = question_number(exchange, question, "cursor");
    dms_json_set_integer(question, "after", dms_json_integer_at(question, "cursor"));
    if (st == DMS_OK)
        tell(exchange, question);
    else
        dms_json_destroy(question);
}

/* Of the path's one, or of {"subscriber", "limit", "cursor"}. */
void
admin_retry(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "parked_retry");
    const char *subscriber = dms_json_text_at(exchange->json, "subscriber");
    if (subscriber != NULL)
        dms_json_set_text(question, "subscriber", subscriber);
    dms_json_set_integer(question, "limit", dms_json_integer_at(exchange->json, "limit"));
    dms_json_set_integer(question, "after",
                         dms_json_integer_at(exchange->json, "cursor"));
    tell(exchange, question);
}

/* {"reason"} */
void
admin_drop(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "parked_drop");
    const char *reason = dms_json_text_at(exchange->json, "reason");
    if (reason != NULL)
        dms_json_set_text(question, "reason", reason);
    tell(exchange, question);
}

void
admin_audit(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "audit_show");
    if (question_number(exchange, question, "limit") == DMS_OK)
        tell(exchange, question);
    else
        dms_json_destroy(question);
}

void
admin_verify(struct exchange *exchange)
{
    tell(exchange, question_create(exchange, "audit_verify"));
}

void
list_states(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "state_counts");
    if (question_json(exchange, question, "where") == DMS_OK)
        tell(exchange, question);
    else
        dms_json_destroy(question);
}
