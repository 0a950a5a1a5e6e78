/* paper_read.c - a template is read: pieces of HTML, and what is filled in between its tags.
 *
 * A value may stand in text only: what is inside a tag, a style or a remark could change what the
 * page does, not only what it says. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/scratch.h"
#include "door/paper.h"

#define DEPTH 8

enum where { IN_TEXT, IN_TAG, IN_QUOTES, IN_STYLE, IN_REMARK };

struct reader {
    struct paper *paper;
    const char *at;
    int64_t line;
    enum where where;
    char quote; /* that ends the quotes */
    bool style; /* the tag opens a style */
    int depth;
    bool in_list;
    struct dms_error *error;
};

static bool
begins(const char *at, const char *end, const char *with)
{
    size_t size = strlen(with);
    return (size_t)(end - at) >= size && strncasecmp(at, with, size) == 0;
}

/* What the letter at AT leads to. */
static enum where
next_where(struct reader *reader, const char *at, const char *end)
{
    switch (reader->where) {
    case IN_TEXT:
        reader->style = begins(at, end, "<style");
        return *at != '<' ? IN_TEXT : begins(at, end, "<!--") ? IN_REMARK : IN_TAG;
    case IN_TAG:
        reader->quote = *at;
        return *at == '"' || *at == '\'' ? IN_QUOTES
               : *at != '>'              ? IN_TAG
               : reader->style           ? IN_STYLE
                                         : IN_TEXT;
    case IN_QUOTES:
        return *at == reader->quote ? IN_TAG : IN_QUOTES;
    case IN_STYLE:
        reader->style = !begins(at, end, "</style");
        return reader->style ? IN_STYLE : IN_TAG;
    default:
        return begins(at, end, "-->") ? IN_TEXT : IN_REMARK;
    }
}

static enum dms_status
fault(const struct reader *reader, const char *key, const char *name, const char *known)
{
    return paper_fault(reader->paper, reader->line, key, name, known, reader->error);
}

/* Walks over plain HTML up to END. */
static enum dms_status
skim(struct reader *reader, const char *end)
{
    for (; reader->at < end; reader->at++) {
        if (reader->where == IN_TEXT && begins(reader->at, end, "<script"))
            return fault(reader, "paper.no_script", "", "");
        reader->line += *reader->at == '\n';
        reader->where = next_where(reader, reader->at, end);
    }
    return DMS_OK;
}

static struct paper_node *
add_node(const struct reader *reader, struct paper_node ***tail, const char *text,
         size_t size)
{
    struct paper_node *node = scratch_alloc(reader->paper->memory, sizeof(*node));
    node->text = scratch_copy_sized(reader->paper->memory, text, size);
    node->size = size;
    node->line = reader->line;
    **tail = node;
    *tail = &node->next;
    return node;
}

static enum dms_status read_nodes(struct reader *reader, const char *until,
                                  struct paper_node **nodes);

/* {{#name}} … {{/name}} */
static enum dms_status
read_block(struct reader *reader, struct paper_node *node, bool unless)
{
    const struct dms_json *lists = dms_json_at_key(reader->paper->head, "lists");
    node->list = unless ? NULL : dms_json_at_key(lists, node->text);
    node->kind = node->list != NULL ? PAPER_EACH : unless ? PAPER_UNLESS : PAPER_IF;
    if (node->list != NULL && reader->in_list)
        return fault(reader, "paper.list_in_list", node->text, "");
    if (reader->depth == DEPTH)
        return fault(reader, "paper.too_deep", node->text, "");
    bool in_list = reader->in_list;
    reader->in_list = in_list || node->list != NULL;
    reader->depth++;
    enum dms_status st = read_nodes(reader, node->text, &node->inner);
    reader->depth--;
    reader->in_list = in_list;
    return st;
}

/* "price:words" */
static enum dms_status
read_value(const struct reader *reader, struct paper_node *node)
{
    static const char *const known[] = { "words", "label", NULL };
    const char *colon = strchr(node->text, ':');
    node->kind = PAPER_VALUE;
    if (colon == NULL)
        return DMS_OK;
    if (strcmp(colon + 1, known[0]) != 0 && strcmp(colon + 1, known[1]) != 0)
        return paper_fault_near(reader->paper, reader->line, "page.unknown_word",
                                colon + 1, known, reader->error);
    node->kind = strcmp(colon + 1, known[0]) == 0 ? PAPER_WORDS : PAPER_LABEL;
    node->size = (size_t)(colon - node->text);
    node->text = scratch_copy_sized(reader->paper->memory, node->text,
                                    (size_t)(colon - node->text));
    return DMS_OK;
}

static enum dms_status
read_hole(struct reader *reader, char sign, const char *name, size_t size,
          struct paper_node ***tail)
{
    if (sign == '!')
        return DMS_OK;
    struct paper_node *node = add_node(reader, tail, name, size);
    if (reader->where != IN_TEXT)
        return fault(reader, "paper.inside_tag", node->text, "<td>{{price}}</td>");
    if (size == 0 || strcspn(node->text, "{}<>\" \t\n") != size)
        return fault(reader, "page.wants", node->text, "{{price}}");
    if (sign == '#' || sign == '^')
        return read_block(reader, node, sign == '^');
    if (sign != '@')
        return read_value(reader, node);
    node->kind = PAPER_SENTENCE;
    return DMS_OK;
}

/* What stands between {{ and }}, without the blanks around it. */
static void
trim(const char **begin, const char **end)
{
    while (*begin < *end && strchr(" \t\n", **begin) != NULL)
        (*begin)++;
    while (*end > *begin && strchr(" \t\n", (*end)[-1]) != NULL)
        (*end)--;
}

/* *CLOSED: it was {{/UNTIL}}. */
static enum dms_status
read_braces(struct reader *reader, const char *until, struct paper_node ***tail,
            bool *closed)
{
    const char *begin = reader->at + 2, *end = strstr(begin, "}}"), *after = end;
    if (end == NULL)
        return fault(reader, "paper.not_closed", "{{", "}}");
    trim(&begin, &end);
    char sign = begin < end && strchr("#^/!@", *begin) != NULL ? *begin++ : '\0';
    trim(&begin, &end);
    size_t size = (size_t)(end - begin);
    enum dms_status st = DMS_OK;
    for (; reader->at < after + 2; reader->at++)
        reader->line += *reader->at == '\n';
    if (sign != '/')
        return read_hole(reader, sign, begin, size, tail);
    *closed = until != NULL && strlen(until) == size &&
              strncmp(until, begin, size) == 0 && reader->where == IN_TEXT;
    if (!*closed)
        st = fault(reader, "paper.wrong_close",
                   scratch_copy_sized(reader->paper->memory, begin, size),
                   until != NULL ? until : "");
    return st;
}

static enum dms_status
read_nodes(struct reader *reader, const char *until, struct paper_node **nodes)
{
    struct paper_node **tail = nodes;
    enum dms_status st = DMS_OK;
    bool closed = false;
    while (st == DMS_OK && !closed && *reader->at != '\0') {
        const char *hole = strstr(reader->at, "{{");
        const char *end = hole != NULL ? hole : reader->at + strlen(reader->at);
        if (end > reader->at)
            add_node(reader, &tail, reader->at, (size_t)(end - reader->at));
        st = skim(reader, end);
        if (st == DMS_OK && hole != NULL)
            st = read_braces(reader, until, &tail, &closed);
    }
    if (st == DMS_OK && until != NULL && !closed)
        st = fault(reader, "paper.not_closed", until, "{{/…}}");
    return st;
}

void
paper_destroy(struct paper *paper)
{
    if (paper == NULL)
        return;
    dms_json_destroy(paper->head);
    scratch_destroy(paper->memory);
    free(paper);
}

enum dms_status
paper_read(const char *file, const char *text, struct paper **read,
           struct dms_error *error)
{
    struct paper *paper = memory_get(sizeof(*paper));
    struct reader reader = { .paper = paper, .error = error, .line = 1 };
    const char *body = NULL;
    *read = NULL;
    paper->memory = scratch_create();
    paper->file = scratch_copy(paper->memory, file);
    paper->text = scratch_copy(paper->memory, text);
    enum dms_status st = utf8_valid(text, strlen(text))
                             ? paper_read_head(paper, &body, error)
                             : paper_fault(paper, 1, "entity.not_utf8", "", "", error);
    for (const char *at = paper->text; st == DMS_OK && at < body; at++)
        reader.line += *at == '\n';
    reader.at = body;
    if (st == DMS_OK)
        st = read_nodes(&reader, NULL, &paper->nodes);
    if (st == DMS_OK)
        *read = paper;
    else
        paper_destroy(paper);
    return st;
}
