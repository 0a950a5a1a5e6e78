/* meta.c - what this house has, as annotations for lua-language-server. */
#include "script/meta.h"

#include <stdlib.h>
#include <string.h>

/* "sales.order" is a class of its own; a reader sees fields as Lua sees them. */
static const char *
lua_type_of(const char *type)
{
    static const char *const types[][2] = { { "text", "string" },
                                            { "choice", "string" },
                                            { "boolean", "boolean" },
                                            { "structured", "any" } };
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (strcmp(types[i][0], type) == 0)
            return types[i][1];
    return "integer";
}

/* A comment stays on its line. */
static void
write_comment(struct writing *out, const char *text)
{
    for (; text != NULL && *text != 0; text++)
        writing_add(out, *text == '\n' || *text == '\r' ? " " : text, 1);
}

/* "a"|"b" of MEMBER of each item. */
static void
write_names(struct writing *out, const struct dms_json *items, const char *member)
{
    for (size_t i = 0; i < dms_json_count(items); i++)
        writing_printf(out, "%s\"%s\"", i == 0 ? "" : "|",
                       dms_json_text_at(dms_json_at(items, i), member));
    if (dms_json_count(items) == 0)
        writing_printf(out, "string");
}

static void
write_field(struct writing *out, const struct dms_json *field)
{
    const char *type = dms_json_text_at(field, "type");
    const char *target = dms_json_text_at(field, "target");
    writing_printf(out, "---@field %s (", dms_json_text_at(field, "name"));
    if (strcmp(type, "choice") == 0)
        write_names(out, dms_json_at_key(field, "choices"), "name");
    else
        writing_printf(out, "%s", lua_type_of(type));
    writing_printf(out, ")");
    writing_printf(out, "%s ", dms_json_boolean_at(field, "required") ? "" : "?");
    write_comment(out, dms_json_text_at(field, "label"));
    if (lua_type_of(type)[0] == 'i' && strcmp(type, "integer") != 0)
        writing_printf(out, " (%s%s%s)", type, target == NULL ? "" : " of ",
                       target == NULL ? "" : target);
    writing_printf(out, "\n");
}

static void
write_entity(struct writing *out, const struct dms_json *entity)
{
    const struct dms_json *fields = dms_json_at_key(entity, "fields");
    writing_printf(out, "---");
    write_comment(out, dms_json_text_at(entity, "label"));
    writing_printf(out, "\n---@class %s : dms.record\n",
                   dms_json_text_at(entity, "name"));
    for (size_t i = 0; i < dms_json_count(fields); i++)
        write_field(out, dms_json_at(fields, i));
    writing_printf(out, "\n");
}

static void
write_states(struct writing *out, const struct dms_json *flow)
{
    const char *brand = dms_json_text_at(flow, "brand");
    writing_printf(out, "---@alias dms.state.%s%s%s ", dms_json_text_at(flow, "entity"),
                   brand == NULL || brand[0] == 0 ? "" : ".", brand == NULL ? "" : brand);
    write_names(out, dms_json_at_key(flow, "states"), "name");
    writing_printf(out, "\n");
}

static void
write_alias(struct writing *out, const char *name, const struct dms_json *items)
{
    writing_printf(out, "---@alias %s ", name);
    write_names(out, items, "name");
    writing_printf(out, "\n");
}

char *
meta_write(struct dms_house *house, const char *language)
{
    struct writing out = { 0 };
    struct dms_json *about = dms_house_describe(house, language);
    const struct dms_json *entities = dms_json_at_key(about, "entities");
    const struct dms_json *flows = dms_json_at_key(about, "workflows");
    writing_printf(&out, "---@meta dms\n\n");
    write_alias(&out, "dms.role", dms_json_at_key(about, "roles"));
    write_alias(&out, "dms.entity", entities);
    write_alias(&out, "dms.call", dms_json_at_key(about, "calls"));
    for (size_t i = 0; i < dms_json_count(flows); i++)
        write_states(&out, dms_json_at(flows, i));
    writing_printf(&out, "\n");
    for (size_t i = 0; i < dms_json_count(entities); i++)
        write_entity(&out, dms_json_at(entities, i));
    for (const char *const *line = meta_dms; *line != NULL; line++)
        writing_printf(&out, "%s\n", *line);
    dms_json_destroy(about);
    return out.data;
}
