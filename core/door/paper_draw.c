/* paper_draw.c - the page: a frame that is the house's, and in it what the template says. */
#include "door/paper.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "dms/sight.h"
#include "entity/record.h"

static void
add_escaped(const char *text, struct text *out)
{
    static const char letters[] = "<>&\"'";
    static const char *const names[] = { "&lt;", "&gt;", "&amp;", "&quot;", "&#39;" };
    while (*text != '\0') {
        size_t size = strcspn(text, letters);
        text_add_sized(out, text, size);
        text += size;
        if (*text != '\0')
            text_add(out, names[strchr(letters, *text++) - letters]);
    }
}

static void
add_sentence(struct paper_drawing *drawing, const char *key,
             const struct dms_json *values)
{
    char *text = messages_text(drawing->unit->house->messages,
                               dms_unit_language(drawing->unit), key, values);
    add_escaped(text, &drawing->out);
    free(text);
}

static enum dms_status draw_nodes(struct paper_drawing *drawing,
                                  const struct paper_node *node, struct dms_error *error);

static enum dms_status
draw_row(struct paper_drawing *drawing, void *context, struct dms_error *error)
{
    return draw_nodes(drawing, context, error);
}

static enum dms_status
draw_node(struct paper_drawing *drawing, const struct paper_node *node,
          struct dms_error *error)
{
    switch (node->kind) {
    case PAPER_TEXT:
        text_add_sized(&drawing->out, node->text, node->size);
        return DMS_OK;
    case PAPER_SENTENCE:
        add_sentence(drawing, node->text, NULL);
        return DMS_OK;
    case PAPER_IF:
    case PAPER_UNLESS:
        return paper_has(drawing, node->text) == (node->kind == PAPER_IF)
                   ? draw_nodes(drawing, node->inner, error)
                   : DMS_OK;
    case PAPER_EACH:
        return paper_rows(drawing, node->list, draw_row, node->inner, error);
    default:
        add_escaped(paper_value(drawing, node->kind, node->text), &drawing->out);
        return DMS_OK;
    }
}

static enum dms_status
draw_nodes(struct paper_drawing *drawing, const struct paper_node *node,
           struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (; st == DMS_OK && node != NULL; node = node->next)
        st = draw_node(drawing, node, error);
    return st;
}

/* No template can leave it out. */
static void
draw_reprint(struct paper_drawing *drawing)
{
    struct dms_json *values = dms_json_create_object();
    const char *by = paper_value(drawing, PAPER_VALUE, "$me.full_name");
    const char *login = paper_value(drawing, PAPER_VALUE, "$me.name");
    dms_json_set_integer(values, "copy", drawing->print->copy);
    dms_json_set_text(values, "at", paper_value(drawing, PAPER_VALUE, "$printed_at"));
    dms_json_set_text(values, "by", by[0] != '\0' ? by : login);
    text_add(&drawing->out, "<p class=\"reprint\">");
    add_sentence(drawing, "paper.reprint", values);
    text_add(&drawing->out, "</p>\n");
    dms_json_destroy(values);
}

/* The browser counts the pages: its words for that stand in the sentence's gaps. */
static const char *
pages_of(struct dms_unit *unit)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "page", "\" counter(page) \"");
    dms_json_set_text(values, "pages", "\" counter(pages) \"");
    const char *pages = dms_unit_text(unit, "paper.pages", values);
    dms_json_destroy(values);
    return dms_scratch_printf(unit, "\"%s\"", pages);
}

static void
draw_head(struct paper_drawing *drawing)
{
    struct text *out = &drawing->out;
    struct dms_unit *unit = drawing->unit;
    text_printf(out, "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">",
                dms_unit_language(unit));
    text_add(out, "<meta name=\"viewport\" content=\"width=device-width\"><title>");
    add_sentence(drawing, dms_scratch_printf(unit, "print.%s", drawing->print->name),
                 NULL);
    text_add(out, "</title><style>");
    paper_style(drawing->paper, pages_of(unit), out);
    text_printf(out, "</style></head><body class=\"%s\">\n", drawing->paper->size);
}

enum dms_status
paper_draw(struct paper_drawing *drawing, struct dms_error *error)
{
    draw_head(drawing);
    if (drawing->print->copy > 1)
        draw_reprint(drawing);
    enum dms_status st = draw_nodes(drawing, drawing->paper->nodes, error);
    text_add(&drawing->out, "</body></html>\n");
    return st;
}
