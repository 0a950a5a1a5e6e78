/* events.c - GET /api/v1/events: where to begin, and which names. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "exchange.h"
#include "handlers.h"
#include "problem.h"
#include "question.h"
#include "streams.h"

#define NAMES_MOST 1000

static enum dms_status
bad(struct exchange *exchange, const char *name, const char *value)
{
    return problem(exchange, 400,
                   dms_fail_field(exchange->error, DMS_INVALID, name,
                                  "rest.bad_parameter", "name=%s|value=%s", name, value));
}

/* What a browser sends when it comes back counts; the parameter is where it first began. */
static enum dms_status
read_start(struct exchange *exchange, int64_t *after)
{
    const char *name = "Last-Event-ID", *text = exchange_header(exchange, name);
    int64_t last = dms_house_last_event(exchange->server->house);
    if (text == NULL)
        text = exchange_parameter(exchange, name = "after");
    *after = last;
    if (text == NULL)
        return DMS_OK;
    errno = 0;
    int64_t given = strtoll(text, NULL, 10);
    if (text[0] == '\0' || text[strspn(text, "0123456789")] != '\0' || errno != 0)
        return bad(exchange, name, text);
    *after = given < last ? given : last; /* of a house that was restored: from now */
    return DMS_OK;
}

/* Words of names with commas between, each with a star at most at its end. */
static enum dms_status
check_names(struct exchange *exchange, const char *names)
{
    for (const char *at = names; at != NULL; at = strchr(at, ',')) {
        at += *at == ',';
        size_t size = strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789_.");
        size += at[size] == '*';
        if (size == 0 || (at[size] != '\0' && at[size] != ',') ||
            strlen(names) > NAMES_MOST)
            return bad(exchange, "names", names);
    }
    return DMS_OK;
}

/* Asked once before the answer begins: later a fault could not be told any more. */
static enum dms_status
check_listener(struct exchange *exchange, int64_t after)
{
    struct dms_json *answer = NULL;
    struct dms_request request = question_request(exchange);
    enum dms_status st = dms_house_events(exchange->server->house, &request, after, 1,
                                          &answer, exchange->error);
    dms_json_destroy(answer);
    return st == DMS_OK ? st : problem_of(exchange, st);
}

void
events_listen(struct exchange *exchange)
{
    int64_t after = 0;
    const char *names = exchange_parameter(exchange, "names");
    if (read_start(exchange, &after) != DMS_OK ||
        check_names(exchange, names) != DMS_OK ||
        check_listener(exchange, after) != DMS_OK ||
        streams_open(exchange, after, names) != DMS_OK)
        return;
    exchange->answer.status = 200;
    exchange->answer.type = "text/event-stream";
    answer_header(exchange, "X-Accel-Buffering", "%s", "no");
    exchange_is_idle(exchange); /* it must not hold up a stop */
}
