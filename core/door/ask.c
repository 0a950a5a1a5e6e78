/* ask.c - dms_house_ask: a question finds its work, and the work its unit. */
#include <string.h>

#include "base/messages.h"
#include "base/text.h"
#include "door/door.h"

const struct door_question door_questions[] = {
    { "create", true, door_create },
    { "get", false, door_get },
    { "set", true, door_set },
    { "remove", true, door_remove },
    { "list", false, door_list },
    { "count", false, door_count },
    { "sum", false, door_sum },
    { "transition", true, door_transition },
    { "transitions", false, door_transitions },
    { "state_counts", false, door_state_counts },
    { "call", true, door_call },
    { "search", false, door_search },
    { "find", false, door_quick_find },
    { "history", false, door_history },
    { "tasks", false, door_tasks },
    { "task_done", true, door_task_done },
    { "graph", false, door_graph },
    { "reveal", true, door_reveal },
    { "batch", true, door_batch },
    { "explain", false, door_explain },
    { "me", false, door_me },
    { "meta", false, door_mine },
    { "pages", false, door_pages },
    { "page", false, door_page },
    { "page_check", false, door_page_check },
    { "figures", false, door_figures },
    { "figure", false, door_figure },
    { "figure_rows", false, door_figure_rows },
    { "timers", false, door_timers },
    { "parked", false, door_parked },
    { "parked_drop", true, door_parked_drop },
    { "audit_show", false, door_audit_show },
    { "audit_verify", false, door_audit_verify },
    { NULL, false, NULL },
};

static const struct door_question *
find_question(const char *name)
{
    for (const struct door_question *at = door_questions; at->name != NULL; at++)
        if (strcmp(at->name, name) == 0)
            return at;
    return NULL;
}

static const struct door_errand *
find_errand(const char *name)
{
    for (const struct door_errand *at = door_errands; at->name != NULL; at++)
        if (strcmp(at->name, name) == 0)
            return at;
    return NULL;
}

static enum dms_status
unknown(const char *name, struct dms_error *error)
{
    struct text known = { 0 };
    text_add(&known, "");
    for (const struct door_question *at = door_questions; at->name != NULL; at++)
        text_printf(&known, "%s%s", known.size > 0 ? ", " : "", at->name);
    for (const struct door_errand *at = door_errands; at->name != NULL; at++)
        text_printf(&known, ", %s", at->name);
    enum dms_status st = dms_fail(error, DMS_INVALID, "door.unknown", "name=%s|known=%s",
                                  name, known.data);
    text_clear(&known);
    return st;
}

/* Whoever asks is somebody, at least. */
static enum dms_status
check_known(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    (void)unit, (void)context, (void)answer, (void)error;
    return DMS_OK;
}

static enum dms_status
check_admin(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    (void)context, (void)answer;
    return door_need_admin(unit, error);
}

static enum dms_status
run_errand(struct dms_house *house, const struct dms_request *request,
           const struct door_errand *errand, const struct dms_json *question,
           struct dms_json **answer, struct dms_error *error)
{
    enum dms_status st = dms_house_read(
        house, request, errand->admin ? check_admin : check_known, NULL, answer, error);
    return st == DMS_OK ? errand->run(house, request, question, answer, error) : st;
}

enum dms_status
door_find(const struct dms_house *house, const struct dms_json *question, dms_work *work,
          bool *writes, struct dms_error *error)
{
    const char *name;
    enum dms_status st = door_text(question, "do", &name, error);
    if (st != DMS_OK)
        return st;
    const struct door_question *found = find_question(name);
    if (found == NULL)
        return find_errand(name) != NULL
                   ? dms_fail(error, DMS_UNSUPPORTED, "door.would_wait", "name=%s", name)
                   : unknown(name, error);
    *work = found->work;
    *writes =
        found->writes && !(found->work == door_call && door_call_reads(house, question));
    return DMS_OK;
}

enum dms_status
dms_house_ask(struct dms_house *house, const struct dms_request *request,
              const struct dms_json *question, struct dms_json **answer,
              struct dms_error *error)
{
    const char *name;
    *answer = NULL;
    enum dms_status st = door_text(question, "do", &name, error);
    if (st != DMS_OK)
        return st;
    const struct door_errand *errand = find_errand(name);
    if (errand != NULL)
        return run_errand(house, request, errand, question, answer, error);
    dms_work work = NULL;
    bool writes = false;
    st = door_find(house, question, &work, &writes, error);
    if (st != DMS_OK)
        return st;
    void *context = (void *)(uintptr_t)question;
    return writes ? dms_house_write(house, request, work, context, answer, error)
                  : dms_house_read(house, request, work, context, answer, error);
}
