/* plugin.c - a call that reads in its own name, tells each asker only what they may see, and in which
 * state a record is. */
#include <dms/dms.h>
#include <dms/sight.h>

static const struct dms_field fields[] = {
    { .name = "words", .type = DMS_TEXT, .flags = DMS_REQUIRED },
};
static const struct dms_entity letter =
    DMS_ENTITY(.name = "a_sight.letter", .title = "words", DMS_FIELDS(fields));

static const char *const work[] = { "a_sight.answer_it", NULL };
static const struct dms_state states[] = {
    { .name = "open", .flags = DMS_INITIAL, .work = work },
    { .name = "answered", .flags = DMS_FINAL },
};
static const struct dms_transition transitions[] = {
    { .name = "answer", .from = "open", .to = "answered" },
};
static const struct dms_workflow way = { .size = sizeof(struct dms_workflow),
                                         .state_size = sizeof(struct dms_state),
                                         .transition_size = sizeof(struct dms_transition),
                                         .state_count = 2,
                                         .transition_count = 1,
                                         .name = "a_sight.letter",
                                         .entity = "a_sight.letter",
                                         .states = states,
                                         .transitions = transitions };

static enum dms_status
look(struct dms_unit *unit, const struct dms_json *arguments, void *data,
     struct dms_json **answer, struct dms_error *error)
{
    const struct dms_record *record = NULL;
    enum dms_status st = dms_unit_get(
        unit, "a_sight.letter", dms_json_integer_at(arguments, "letter"), &record, error);
    (void)data;
    if (st != DMS_OK)
        return st;
    const struct dms_state *state = dms_unit_state(unit, record);
    *answer = dms_json_create_object();
    if (dms_unit_may(unit, record, DMS_READ))
        dms_json_set_text(*answer, "words", dms_record_text(record, "words"));
    if (state->work != NULL)
        dms_json_set_text(*answer, "to_do", dms_unit_text(unit, state->work[0], NULL));
    return DMS_OK;
}
static const struct dms_argument arguments[] = {
    { .name = "letter", .type = DMS_INTEGER, .flags = DMS_REQUIRED },
};
static const struct dms_call_card call =
    DMS_CALL(.name = "a_sight.look", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .run = look, DMS_ARGUMENTS(arguments));

static const struct dms_role stranger = { .name = "a_sight_stranger" };

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_entity(registrar, &letter, error);
    if (st == DMS_OK)
        st = dms_register_workflow(registrar, &way, error);
    if (st == DMS_OK)
        st = dms_register_role(registrar, &stranger, error);
    return st == DMS_OK ? dms_register_call(registrar, &call, error) : st;
}

DMS_PLUGIN(.name = "a_sight", .version = "1.0.0", .start = start);
