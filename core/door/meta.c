/* meta.c - what the house knows of itself: entities, workflows and their pictures. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "door/door.h"

/* "sales.order" with the brand asked for, or a workflow's own name, "aurora/sales.order". */
static const struct workflow *
find_workflow(const struct workflow_set *set, const char *name, const char *brand,
              const char *store)
{
    const struct workflow *found = workflow_for(set, name, brand, store);
    for (size_t i = 0; i < workflow_count(set); i++)
        if (found == NULL && strcmp(workflow_at(set, i)->name, name) == 0)
            found = workflow_at(set, i);
    return found;
}

static enum dms_status
draw(const struct workflow *workflow, const char *format, struct text *text,
     struct dms_error *error)
{
    text_add(text, "");
    if (strcmp(format, "mermaid") == 0)
        workflow_graph_mermaid(workflow, text);
    else if (strcmp(format, "dot") == 0)
        workflow_graph_dot(workflow, text);
    else
        return dms_fail_field(error, DMS_INVALID, "format", "door.graph_format",
                              "format=%s", format);
    return DMS_OK;
}

static enum dms_status
need_brand(struct dms_unit *unit, const char *brand, struct dms_error *error)
{
    int64_t count = 0;
    if (brand == NULL)
        return DMS_OK;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "code", brand);
    enum dms_status st = dms_unit_count(
        unit, "core.brand", "{\"where\":{\"code\":\"$code\"}}", values, &count, error);
    dms_json_destroy(values);
    return st != DMS_OK || count > 0 ? st
                                     : dms_fail_field(error, DMS_NOT_FOUND, "brand",
                                                      "door.no_brand", "brand=%s", brand);
}

enum dms_status
door_graph(struct dms_unit *unit, void *context, struct dms_json **answer,
           struct dms_error *error)
{
    const struct dms_json *question = context;
    const char *name, *brand = dms_json_text_at(question, "brand");
    const char *format = dms_json_text_at(question, "format");
    struct text text = { 0 };
    enum dms_status st = door_text(question, "entity", &name, error);
    if (st == DMS_OK)
        st = need_brand(unit, brand, error);
    if (st != DMS_OK)
        return st;
    const struct workflow *workflow =
        find_workflow(unit->catalogue->workflows, name,
                      brand != NULL ? brand : unit->brand, unit->store_code);
    if (workflow == NULL)
        return dms_fail(error, DMS_NOT_FOUND, "door.no_workflow", "name=%s", name);
    st = draw(workflow, format != NULL ? format : "mermaid", &text, error);
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        dms_json_set_text(*answer, "workflow", workflow->name);
        dms_json_set_text(*answer, "text", text.data);
    }
    text_clear(&text);
    return st;
}
