/* lists.c - many records: a page of a list, a search over everything, what is to be done. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "exchange.h"
#include "handlers.h"
#include "percent.h"
#include "problem.h"
#include "question.h"

/* The same question with another cursor, relative to this one. */
static void
link_next(struct exchange *exchange, const char *cursor)
{
    char *text = NULL, *value = percent_encode(cursor);
    size_t size = 0;
    FILE *link = open_memstream(&text, &size);
    if (link == NULL)
        abort();
    fprintf(link, "?cursor=%s", value);
    free(value);
    for (size_t i = 0; i < exchange->target.parameter_count; i++) {
        const struct pair *pair = &exchange->target.parameters[i];
        if (strcmp(pair->name, "cursor") == 0)
            continue;
        value = percent_encode(pair->value);
        fprintf(link, "&%s=%s", pair->name, value);
        free(value);
    }
    fclose(link);
    answer_header(exchange, "Link", "<%s>; rel=\"next\"", text);
    free(text);
}

/* The revision is always there: who wants to change a record of the list needs it. */
static void
set_fields(struct exchange *exchange, struct dms_json *question)
{
    char *fields = NULL;
    const char *given = exchange_parameter(exchange, "fields");
    if (given == NULL || given[0] == '\0')
        return;
    if (asprintf(&fields, "%s,rev", given) < 0)
        abort();
    dms_json_set_text(question, "fields", fields);
    free(fields);
}

static enum dms_status
fill_page(struct exchange *exchange, struct dms_json *question)
{
    enum dms_status st = question_json(exchange, question, "where");
    if (st == DMS_OK)
        st = question_number(exchange, question, "limit");
    if (st == DMS_OK)
        st = question_flag(exchange, question, "titles");
    if (st != DMS_OK)
        return st;
    set_fields(exchange, question);
    question_text(exchange, question, "sort", "sort");
    question_text(exchange, question, "cursor", "after");
    return question_text(exchange, question, "q", "text");
}

void
list_page(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "list");
    if (fill_page(exchange, question) != DMS_OK) {
        dms_json_destroy(question);
        return;
    }
    struct dms_answer_text answer;
    if (!question_print(exchange, question, &answer))
        return;
    if (answer.next != NULL)
        link_next(exchange, answer.next);
    free(answer.next);
    answer_said(exchange, 200, &answer);
}

/* Takes QUESTION, which needs words. */
static void
ask_for_words(struct exchange *exchange, struct dms_json *question)
{
    if (dms_json_at_key(question, "text") == NULL) {
        dms_json_destroy(question);
        problem(exchange, 400,
                dms_fail_field(exchange->error, DMS_INVALID, "q", "rest.member_needed",
                               "member=%s", "q"));
        return;
    }
    struct dms_json *answer = question_read(exchange, question);
    if (answer != NULL)
        answer_json(exchange, 200, answer);
}

void
list_search(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "search");
    question_text(exchange, question, "q", "text");
    question_text(exchange, question, "entity", "entity");
    if (question_number(exchange, question, "limit") == DMS_OK)
        ask_for_words(exchange, question);
    else
        dms_json_destroy(question);
}

void
list_find(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "find");
    question_text(exchange, question, "q", "text");
    ask_for_words(exchange, question);
}

void
list_tasks(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "tasks");
    question_text(exchange, question, "due_by", "due_by");
    enum dms_status st = question_flag(exchange, question, "all");
    if (st == DMS_OK)
        st = question_number(exchange, question, "limit");
    if (st != DMS_OK) {
        dms_json_destroy(question);
        return;
    }
    struct dms_json *answer = question_read(exchange, question);
    if (answer != NULL)
        answer_json(exchange, 200, answer);
}
