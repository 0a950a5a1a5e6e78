/* graph.c - a workflow as a picture: DOT for Graphviz, Mermaid for what renders Markdown. */
#include <string.h>

#include "workflow/check.h"

static void
quote_dot(struct text *text, const char *value)
{
    text_add_char(text, '"');
    for (; *value != '\0'; value++) {
        if (*value == '"' || *value == '\\')
            text_add_char(text, '\\');
        text_add_char(text, (unsigned char)*value < ' ' ? ' ' : *value);
    }
    text_add_char(text, '"');
}

/* Mermaid has no backslash: what it would read as syntax is written by number. */
static void
quote_mermaid(struct text *text, const char *value)
{
    for (; *value != '\0'; value++) {
        if (strchr("\"#;:<>{}[]()|%`\\", *value) != NULL)
            text_printf(text, "#%d;", *value);
        else
            text_add_char(text, (unsigned char)*value < ' ' ? ' ' : *value);
    }
}

/* "deliver [aurora/sales/gate] (sales_manager, clerk)". */
static void
label(const struct dms_transition *row, struct text *text)
{
    text_add(text, row->name);
    if (row->guard_name != NULL)
        text_printf(text, " [%s]", row->guard_name);
    for (size_t i = 0; row->roles != NULL && row->roles[i] != NULL; i++)
        text_printf(text, "%s%s", i == 0 ? " (" : ", ", row->roles[i]);
    if (row->roles != NULL && row->roles[0] != NULL)
        text_add_char(text, ')');
}

typedef void (*draw_edge)(struct text *text, const char *from, const char *to,
                          const char *words);

static void
each_edge(const struct workflow *workflow, draw_edge draw, struct text *text)
{
    for (uint32_t s = 0; s < workflow->state_count; s++)
        for (uint32_t t = 0; t < workflow->transition_count; t++) {
            const struct workflow_transition *row = &workflow->transitions[t];
            const char *from = workflow->states[s].name;
            struct text words = { 0 };
            if (workflow_transition(workflow, from, row->card.name) != row)
                continue;
            label(&row->card, &words);
            draw(text, from, row->card.to, words.data);
            text_clear(&words);
        }
}

static void
draw_dot(struct text *text, const char *from, const char *to, const char *words)
{
    text_add(text, "  ");
    quote_dot(text, from);
    text_add(text, " -> ");
    quote_dot(text, to);
    text_add(text, " [label=");
    quote_dot(text, words);
    text_add(text, "];\n");
}

static void
draw_mermaid(struct text *text, const char *from, const char *to, const char *words)
{
    text_printf(text, "  s_%s --> s_%s : ", from, to);
    quote_mermaid(text, words);
    text_add_char(text, '\n');
}

void
workflow_graph_dot(const struct workflow *workflow, struct text *text)
{
    text_add(text, "digraph ");
    quote_dot(text, workflow->name);
    text_add(text, " {\n  rankdir=LR;\n  \"*\" [shape=point];\n");
    for (uint32_t i = 0; i < workflow->state_count; i++) {
        const struct dms_state *state = &workflow->states[i];
        bool final = (state->flags & DMS_FINAL) != 0;
        text_add(text, "  ");
        quote_dot(text, state->name);
        text_printf(text, " [shape=%s];\n", final ? "doublecircle" : "box");
    }
    text_add(text, "  \"*\" -> ");
    quote_dot(text, workflow->initial);
    text_add(text, ";\n");
    each_edge(workflow, draw_dot, text);
    text_add(text, "}\n");
}

void
workflow_graph_mermaid(const struct workflow *workflow, struct text *text)
{
    text_add(text, "---\ntitle: ");
    quote_dot(text, workflow->name);
    text_printf(text, "\n---\nstateDiagram-v2\n  [*] --> s_%s\n", workflow->initial);
    /* "end", "state" and "note" are words of Mermaid; s_end is not. */
    for (uint32_t i = 0; i < workflow->state_count; i++)
        text_printf(text, "  state \"%s\" as s_%s\n", workflow->states[i].name,
                    workflow->states[i].name);
    each_edge(workflow, draw_mermaid, text);
    for (uint32_t i = 0; i < workflow->state_count; i++)
        if ((workflow->states[i].flags & DMS_FINAL) != 0)
            text_printf(text, "  s_%s --> [*]\n", workflow->states[i].name);
}
