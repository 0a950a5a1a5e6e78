/* figures.c - the numbers the house is run by, and the records behind each of them. */
#include "answer.h"
#include "exchange.h"
#include "handlers.h"
#include "question.h"

/* {"do":DO} about the figure of the path, in the window of the parameters. NULL: a problem is
 * the answer. */
static struct dms_json *
ask_about(struct exchange *exchange, const char *what)
{
    static const char *const texts[] = { "window", "at", "from", "to" };
    struct dms_json *question = question_create(exchange, what);
    const char *name = exchange_part(exchange, "name");
    if (name[0] != '\0')
        dms_json_set_text(question, "name", name);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        question_text(exchange, question, texts[i], texts[i]);
    if (question_number(exchange, question, "days") == DMS_OK &&
        question_json(exchange, question, "only") == DMS_OK)
        return question;
    dms_json_destroy(question);
    return NULL;
}

static void
answer(struct exchange *exchange, struct dms_json *question)
{
    struct dms_json *answer = question_read(exchange, question);
    if (answer != NULL)
        answer_json(exchange, 200, answer);
}

void
figure_list(struct exchange *exchange)
{
    struct dms_json *question = ask_about(exchange, "figures");
    if (question != NULL)
        answer(exchange, question);
}

void
figure_show(struct exchange *exchange)
{
    struct dms_json *question = ask_about(exchange, "figure");
    if (question == NULL)
        return;
    question_text(exchange, question, "by", "by");
    if (question_number(exchange, question, "trend") == DMS_OK)
        answer(exchange, question);
    else
        dms_json_destroy(question);
}

void
figure_rows(struct exchange *exchange)
{
    struct dms_json *question = ask_about(exchange, "figure_rows");
    if (question == NULL)
        return;
    question_text(exchange, question, "part", "part");
    question_text(exchange, question, "sort", "sort");
    question_text(exchange, question, "cursor", "after");
    question_text(exchange, question, "fields", "fields");
    if (question_number(exchange, question, "limit") == DMS_OK &&
        question_flag(exchange, question, "titles") == DMS_OK)
        answer(exchange, question);
    else
        dms_json_destroy(question);
}
