/* note_stage.c - each stage an opportunity enters is written down with its time, and brings its
 * work list along; how likely the deal is follows the common scale (rows 7, 14, 41). */
#include <string.h>

#include "deal.h"

static bool
has_moved(const struct dms_record *deal)
{
    const char *was = dms_record_old_text(deal, "state");
    return was == NULL || strcmp(was, dms_record_state(deal)) != 0;
}

static const char *
step_of(struct dms_unit *unit, const struct dms_record *deal)
{
    const struct dms_state *state = dms_unit_state(unit, deal);
    return state != NULL && state->canonical != NULL ? state->canonical : "";
}

/* A seller who says it in the same breath knows better. */
static enum dms_status
set_probability(struct dms_unit *unit, struct dms_record *deal, void *data,
                struct dms_error *error)
{
    (void)data;
    struct dms_json *answer = NULL, *facts = dms_json_create_object();
    bool asks = has_moved(deal) && !dms_record_changed(deal, "probability");
    dms_json_set_integer(facts, "id", dms_record_id(deal));
    dms_json_set_text(facts, "state", dms_record_state(deal));
    dms_json_set_text(facts, "canonical", step_of(unit, deal));
    if (!asks) {
        dms_json_destroy(facts);
        return DMS_OK;
    }
    enum dms_status st = sales_ask(unit, "sales.probability", facts, &answer, error);
    if (st == DMS_OK && dms_json_at_key(answer, "percent") != NULL)
        st = dms_record_set_int(deal, "probability",
                                dms_json_integer_at(answer, "percent"), error);
    dms_json_destroy(answer);
    return st;
}

/* Until somebody says what a deal is worth it is worth the car's list price. */
static enum dms_status
set_value(struct dms_unit *unit, struct dms_record *deal, void *data,
          struct dms_error *error)
{
    (void)data;
    const struct dms_record *model = NULL;
    if (dms_record_has(deal, "value") || !dms_record_has(deal, "model"))
        return DMS_OK;
    enum dms_status st =
        dms_unit_get(unit, "sales.model", dms_record_int(deal, "model"), &model, error);
    return st == DMS_OK && dms_record_has(model, "list_price")
               ? dms_record_set_int(deal, "value", dms_record_int(model, "list_price"),
                                    error)
               : st;
}

static enum dms_status
leave_stage(struct dms_unit *unit, const struct dms_record *deal, struct dms_error *error)
{
    static const char open[] = "{\"where\":{\"opportunity\":\"$id\",\"left_at\":{\"is_"
                               "null\":true}},\"limit\":1}";
    const struct dms_record *found = NULL;
    struct dms_record *stage = NULL;
    enum dms_status st =
        sales_find_one(unit, "sales.stage", open, dms_record_id(deal), &found, error);
    if (st != DMS_OK || found == NULL)
        return st;
    st = dms_unit_edit(unit, "sales.stage", dms_record_id(found), &stage, error);
    if (st == DMS_OK)
        st = dms_record_set_int(stage, "left_at", dms_unit_now(unit), error);
    return st == DMS_OK ? dms_unit_save(unit, stage, error) : st;
}

static enum dms_status
fill_stage(struct dms_unit *unit, struct dms_record *stage, const struct dms_record *deal,
           struct dms_error *error)
{
    const char *from = dms_record_old_text(deal, "state");
    enum dms_status st =
        dms_record_set_int(stage, "opportunity", dms_record_id(deal), error);
    if (st == DMS_OK && from != NULL && from[0] != '\0')
        st = dms_record_set_text(stage, "from_state", from, error);
    if (st == DMS_OK)
        st = dms_record_set_text(stage, "stage", dms_record_state(deal), error);
    if (st == DMS_OK)
        st = dms_record_set_text(stage, "canonical", step_of(unit, deal), error);
    if (st == DMS_OK)
        st = dms_record_set_int(stage, "entered_at", dms_unit_now(unit), error);
    if (st == DMS_OK && dms_unit_user(unit) != 0)
        st = dms_record_set_int(stage, "moved_by", dms_unit_user(unit), error);
    if (st == DMS_OK && dms_record_has(deal, "probability"))
        st = dms_record_set_int(stage, "probability", dms_record_int(deal, "probability"),
                                error);
    if (st == DMS_OK && dms_record_has(deal, "value"))
        st = dms_record_set_int(stage, "value", dms_record_int(deal, "value"), error);
    if (st == DMS_OK && dms_record_store(deal) != 0)
        st = dms_record_set_store(stage, dms_record_store(deal), error);
    return st == DMS_OK ? dms_record_set_owner(stage, dms_record_owner(deal), error) : st;
}

static enum dms_status
bring_work(struct dms_unit *unit, const struct dms_record *deal, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    const struct dms_state *state = dms_unit_state(unit, deal);
    const char *list = dms_scratch_printf(unit, "stage.%s", dms_record_state(deal));
    for (size_t i = 0;
         st == DMS_OK && state != NULL && state->work != NULL && state->work[i] != NULL;
         i++)
        st = sales_checklist_add(unit, deal, list, state->work[i], error);
    return st == DMS_OK ? sales_checklist_make(unit, deal, list, error) : st;
}

static enum dms_status
enter_stage(struct dms_unit *unit, struct dms_record *deal, void *data,
            struct dms_error *error)
{
    (void)data;
    struct dms_record *stage = NULL;
    if (!has_moved(deal) || dms_record_state(deal)[0] == '\0')
        return DMS_OK;
    enum dms_status st = leave_stage(unit, deal, error);
    if (st == DMS_OK)
        st = dms_unit_new(unit, "sales.stage", &stage, error);
    if (st == DMS_OK)
        st = fill_stage(unit, stage, deal, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, stage, error);
    return st == DMS_OK ? bring_work(unit, deal, error) : st;
}

/* Where the store says so (setting sales.stage_work_required), work comes before the next
 * stage; what is lost needs none. */
static enum dms_status
hold_stage(struct dms_unit *unit, struct dms_record *deal, void *data,
           struct dms_error *error)
{
    (void)data;
    const char *wanted = dms_unit_setting(unit, "sales.stage_work_required", "false");
    const char *was = dms_record_old_text(deal, "state");
    if (strcmp(wanted, "true") != 0 || was == NULL || was[0] == '\0' ||
        !has_moved(deal) || strcmp(dms_record_state(deal), "lost") == 0)
        return DMS_OK;
    return sales_checklist_done(unit, deal, dms_scratch_printf(unit, "stage.%s", was),
                                "sales.stage_work_open", error);
}

const struct dms_hook sales_note_stage_hooks[] = {
    DMS_HOOK(.name = "sales/note_stage:value", .on = "sales.opportunity.save",
             .run = set_value),
    DMS_HOOK(.name = "sales/note_stage:hold", .on = "sales.opportunity.update",
             .run = hold_stage),
    DMS_HOOK(.name = "sales/note_stage:probability", .on = "sales.opportunity.update",
             .run = set_probability),
    DMS_HOOK(.name = "sales/note_stage:enter", .on = "sales.opportunity.save",
             .phase = DMS_AFTER, .run = enter_stage),
    { 0 },
};
