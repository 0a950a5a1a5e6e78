/* compile_scale.c - workflows of one entity may have stages of their own and still be compared:
 * a scale names the common steps in their order, and every stage is on it.
 *
 * scale: the steps; aside: what lies beside them, such as lost; keeps: states that every
 * workflow of the entity has, because code relies on them; back: transitions that lead back on
 * purpose. They are declared once and hold for every later workflow of the entity. */
#include <string.h>

#include "script/compile_flow.h"

static int
place_in(const char *const *list, const char *word)
{
    for (int i = 0; list != NULL && list[i] != NULL; i++)
        if (strcmp(list[i], word) == 0)
            return i;
    return -1;
}

/* What holds already: the scale of whatever was declared for the entity before. */
static void
inherit(const struct ruleset *rules, const char *entity, const struct flow *lower,
        struct scale *scale)
{
    if (lower != NULL)
        *scale = lower->scale;
    for (size_t i = rules->flow_count; i-- > 0 && scale->steps == NULL;)
        if (strcmp(rules->flows[i]->entity, entity) == 0) {
            struct scale earlier = rules->flows[i]->scale;
            scale->steps = earlier.steps;
            scale->aside = earlier.aside;
            scale->keeps = earlier.keeps;
        }
}

static void
read_list(const struct reader *reader, const char *key, const char *const **list)
{
    const char *const *own = reader_texts(reader, reader->table, key);
    if (own != NULL)
        *list = own;
}

void
flow_read_scale(const struct reader *reader, const char *entity, const struct flow *lower,
                struct scale *scale)
{
    inherit(reader->rules, entity, lower, scale);
    read_list(reader, "scale", &scale->steps);
    read_list(reader, "aside", &scale->aside);
    read_list(reader, "keeps", &scale->keeps);
    read_list(reader, "back", &scale->back);
}

/* Where the state is declared; one that was extended stands in another file. */
static void
state_problem(const struct reader *reader, const struct states *states, uint32_t at,
              const char *key, const char *text, const char *near)
{
    int64_t line = states->order[at] > 0 ? states->order[at] : reader->line;
    ruleset_problem(reader->rules, reader->source->path, line, key, text, near);
}

static void
check_stage(const struct reader *reader, const struct scale *scale,
            const struct states *states, uint32_t at)
{
    const struct dms_state *state = &states->rows[at];
    const char *step = state->canonical;
    if (step == NULL)
        state_problem(reader, states, at, "script.off_scale", state->name, "");
    else if (place_in(scale->steps, step) < 0 && place_in(scale->aside, step) < 0)
        state_problem(reader, states, at, "script.unknown_step", step,
                      script_nearest(step, scale->steps));
}

/* Forward is forward on the scale too, or conversion would compare what is not alike. */
static void
check_order(const struct reader *reader, const struct scale *scale, struct states *states,
            const struct dms_transition *row)
{
    const struct dms_state *from = flow_state(states, row->from),
                           *to = flow_state(states, row->to);
    if (from == NULL || to == NULL || from->canonical == NULL || to->canonical == NULL ||
        place_in(scale->back, row->name) >= 0)
        return;
    int left = place_in(scale->steps, from->canonical);
    int right = place_in(scale->steps, to->canonical);
    if (left >= 0 && right >= 0 && right < left)
        reader_problem(reader, row->name, "script.down_the_scale", row->name,
                       to->canonical);
}

/* Nothing leads on from here: what still leaves, a car that comes back, leads aside. */
static bool
is_end(const struct scale *scale, struct states *states,
       const struct transitions *transitions, const struct dms_state *state)
{
    if ((state->flags & DMS_FINAL) != 0)
        return true;
    for (uint32_t i = 0; i < transitions->count; i++) {
        const struct dms_transition *row = &transitions->rows[i];
        const struct dms_state *to = flow_state(states, row->to);
        bool leaves = strcmp(row->from, state->name) == 0 || row->from[0] == '*';
        if (leaves && to != NULL && to->canonical != NULL &&
            place_in(scale->steps, to->canonical) >= 0)
            return false;
    }
    return true;
}

/* A template is a model for others: it says of every stage that leads on what is done there and how
 * long. */
static void
check_template(const struct reader *reader, const struct scale *scale,
               struct states *states, const struct transitions *transitions, uint32_t at)
{
    const struct dms_state *state = &states->rows[at];
    if (!is_end(scale, states, transitions, state) &&
        (state->work == NULL || state->deadline_kind == 0))
        state_problem(reader, states, at, "script.bare_stage", state->name, "");
}

void
flow_check_scale(const struct reader *reader, struct states *states,
                 const struct transitions *transitions, const struct scale *scale,
                 bool template)
{
    if (scale->steps == NULL)
        return;
    for (uint32_t i = 0; i < states->count; i++) {
        check_stage(reader, scale, states, i);
        if (template)
            check_template(reader, scale, states, transitions, i);
    }
    for (int i = 0; scale->keeps != NULL && scale->keeps[i] != NULL; i++)
        if (flow_state(states, scale->keeps[i]) == NULL)
            reader_problem(reader, "states", "script.state_kept", scale->keeps[i], "");
    for (uint32_t i = 0; i < transitions->count; i++)
        check_order(reader, scale, states, &transitions->rows[i]);
}
