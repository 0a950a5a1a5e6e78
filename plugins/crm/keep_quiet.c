/* keep_quiet.c - whoever asked not to be contacted is not: no message goes out, no call is
 * planned, whichever rule made it (row 102).
 *
 * Neither is refused: the rule that made it would be stuck. The message fails and the task is
 * cancelled, each saying why. */
#include <string.h>

#include "ask.h"
#include "consent.h"
#include "crm.h"

/* Whom a message goes to is told by its number, whatever its subject. */
static enum dms_status
find_recipient(struct dms_unit *unit, const struct dms_record *message,
               const struct dms_record **file, struct dms_error *error)
{
    static const char by_phone[] = "{\"where\":{\"or\":[{\"phone\":\"$to\"},{\"phone2\":"
                                   "\"$to\"}],\"store\":\"$store\"},"
                                   "\"limit\":1}";
    static const char by_email[] =
        "{\"where\":{\"email\":\"$to\",\"store\":\"$store\"},\"limit\":1}";
    const char *to = dms_record_text(message, "recipient");
    *file = NULL;
    if (to == NULL)
        return DMS_OK;
    struct dms_json *values = crm_with_text("to", to);
    dms_json_set_integer(values, "store", dms_record_store(message));
    return crm_first(unit, "crm.customer", strchr(to, '@') != NULL ? by_email : by_phone,
                     values, file, error);
}

static enum dms_status
stop_message(struct dms_unit *unit, struct dms_record *message, void *data,
             struct dms_error *error)
{
    const struct dms_record *file = NULL;
    const char *why = NULL;
    (void)data;
    enum dms_status st = find_recipient(unit, message, &file, error);
    if (st == DMS_OK && file != NULL)
        st = crm_may_contact(unit, file, dms_record_text(message, "channel"), "service",
                             &why, error);
    if (st != DMS_OK || why == NULL)
        return st;
    struct dms_json *fields = crm_with_text("reason", dms_unit_text(unit, why, NULL));
    st = dms_unit_transition(unit, message, "fail", fields, error);
    dms_json_destroy(fields);
    return st;
}

/* The customer a record is about; one of another plugin names its own. NULL: none. */
static enum dms_status
find_customer(struct dms_unit *unit, const char *entity, int64_t id,
              const struct dms_record **file, struct dms_error *error)
{
    const struct dms_record *subject = NULL;
    *file = NULL;
    if (entity == NULL || id == 0)
        return DMS_OK;
    /* What the requester may not read, he does not make a call about either. */
    if (dms_unit_get(unit, entity, id, &subject, NULL) != DMS_OK)
        return DMS_OK;
    if (strcmp(entity, "crm.customer") == 0) {
        *file = subject;
        return DMS_OK;
    }
    const struct dms_field *field = dms_record_field(subject, "customer");
    if (field == NULL || field->target == NULL ||
        strcmp(field->target, "crm.customer") != 0 ||
        !dms_record_has(subject, "customer"))
        return DMS_OK;
    return dms_unit_get(unit, "crm.customer", dms_record_int(subject, "customer"), file,
                        error);
}

/* Which tasks are calls the brand says: {kind} gives {contact: true}. */
static enum dms_status
is_call(struct dms_unit *unit, const struct dms_record *task, bool *call,
        struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st =
        crm_decide(unit, "crm.task_contacts",
                   crm_with_text("kind", dms_record_text(task, "kind")), &answer, error);
    *call = dms_json_boolean_at(answer, "contact");
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
stop_call(struct dms_unit *unit, struct dms_record *task, void *data,
          struct dms_error *error)
{
    const struct dms_record *file = NULL;
    bool call = false;
    (void)data;
    enum dms_status st = find_customer(unit, dms_record_text(task, "subject_entity"),
                                       dms_record_int(task, "subject"), &file, error);
    if (st != DMS_OK || file == NULL || dms_record_int(file, "do_not_contact") == 0)
        return st;
    st = is_call(unit, task, &call, error);
    if (st != DMS_OK || !call)
        return st;
    struct dms_json *fields = crm_with_text("outcome", "do_not_contact");
    dms_json_set_text(fields, "note", dms_unit_text(unit, "crm.do_not_contact", NULL));
    st = dms_unit_transition(unit, task, "cancel", fields, error);
    dms_json_destroy(fields);
    return st;
}

const struct dms_hook crm_stop_message_hook =
    DMS_HOOK(.name = "crm/keep_quiet:message", .on = "core.message.create",
             .phase = DMS_AFTER, .run = stop_message);
const struct dms_hook crm_stop_call_hook =
    DMS_HOOK(.name = "crm/keep_quiet:call", .on = "core.task.create", .phase = DMS_AFTER,
             .run = stop_call);

/* crm.may_follow_up, what a follow-up asks before it makes anything: ask = "crm.may_follow_up". */
static enum dms_status
run_may(struct dms_unit *unit, const struct dms_json *arguments, void *data,
        struct dms_json **answer, struct dms_error *error)
{
    const struct dms_record *file = NULL;
    const char *why = NULL, *channel = dms_json_text_at(arguments, "channel");
    (void)data;
    enum dms_status st =
        find_customer(unit, dms_json_text_at(arguments, "entity"),
                      dms_json_integer_at(arguments, "id"), &file, error);
    if (st == DMS_OK && file != NULL)
        st = crm_may_contact(unit, file, channel != NULL ? channel : "phone", "service",
                             &why, error);
    *answer = dms_json_create_object();
    dms_json_set_boolean(*answer, "allowed", why == NULL);
    if (why != NULL)
        dms_json_set_text(*answer, "reason", why);
    return st;
}

const struct dms_call_card crm_may_follow_up_call =
    DMS_CALL(.name = "crm.may_follow_up", .flags = DMS_CALL_READS | DMS_CALL_OPEN,
             .run = run_may);
