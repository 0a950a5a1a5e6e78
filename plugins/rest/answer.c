/* answer.c - an answer is put together and sent: headers that protect, tag, compression. */
#include "answer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compress.h"
#include "condition.h"

#define NOTHING "default-src 'none'; frame-ancestors 'none'" /* may a page do with it */

void
answer_body(struct exchange *exchange, unsigned status, const char *type, char *body)
{
    struct answer *answer = &exchange->answer;
    if (answer->status != 0) {
        free(body);
        return;
    }
    answer->status = status;
    answer->type = type;
    answer->body = body;
    answer->size = body != NULL ? strlen(body) : 0;
}

void
answer_json(struct exchange *exchange, unsigned status, struct dms_json *json)
{
    answer_body(exchange, status, "application/json", dms_json_print(json));
    dms_json_destroy(json);
}

void
answer_said(struct exchange *exchange, unsigned status, struct dms_answer_text *said)
{
    answer_body(exchange, status, "application/json", said->text);
    said->text = NULL;
}

void
answer_empty(struct exchange *exchange, unsigned status)
{
    answer_body(exchange, status, NULL, NULL);
}

void
answer_header(struct exchange *exchange, const char *name, const char *format, ...)
{
    struct answer *answer = &exchange->answer;
    va_list arguments;
    char *value = NULL;
    va_start(arguments, format);
    int size = vasprintf(&value, format, arguments);
    va_end(arguments);
    if (size < 0)
        return;
    if (answer->header_count == HEADERS) {
        free(value);
        return;
    }
    answer->headers[answer->header_count].name = name;
    answer->headers[answer->header_count++].value = value;
}

static void
add_headers(const struct exchange *exchange, struct MHD_Response *response)
{
    const struct answer *answer = &exchange->answer;
    const struct pair common[] = {
        { "Content-Type", answer->type },
        { "Content-Language",
          answer->type != NULL && answer->policy == NULL ? exchange->language : NULL },
        { "X-Request-Id", exchange->request_id },
        { "Server", "dms" },
        { "X-Content-Type-Options", "nosniff" },
        { "Content-Security-Policy", answer->policy != NULL ? answer->policy : NOTHING },
        { "Referrer-Policy", "no-referrer" },
        { "Cache-Control", answer->caching != NULL ? answer->caching
                           : answer->may_be_kept   ? "private, no-cache"
                                                   : "no-store" },
        { "Vary", answer->vary != NULL  ? answer->vary
                  : answer->may_be_kept ? "Accept-Language, Accept-Encoding, "
                                          "Authorization, Cookie"
                                        : NULL },
        { "Connection", atomic_load(&exchange->server->stopping) ? "close" : NULL },
    };
    for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
        if (common[i].value != NULL)
            MHD_add_response_header(response, common[i].name, common[i].value);
    for (size_t i = 0; i < answer->header_count; i++)
        MHD_add_response_header(response, answer->headers[i].name,
                                answer->headers[i].value);
}

static struct MHD_Response *
make_response(struct answer *answer)
{
    if (answer->response != NULL)
        return answer->response;
    struct MHD_Response *response = MHD_create_response_from_buffer(
        answer->size, answer->body != NULL ? answer->body : "",
        answer->body != NULL ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    if (response != NULL)
        answer->body = NULL; /* it frees it */
    return response;
}

enum MHD_Result
answer_send(struct exchange *exchange)
{
    struct answer *answer = &exchange->answer;
    bool kept = exchange->route != NULL && (exchange->route->flags & ROUTE_KEPT) != 0;
    answer->may_be_kept = kept && answer->status < 300;
    if (answer->response == NULL) {
        bool packed = compress_answer(exchange);
        condition_tag(exchange, packed);
    }
    struct MHD_Response *response = make_response(answer);
    if (response == NULL)
        return MHD_NO;
    add_headers(exchange, response);
    enum MHD_Result result =
        MHD_queue_response(exchange->connection, answer->status, response);
    MHD_destroy_response(response);
    answer->response = NULL;
    exchange->phase = EXCHANGE_DONE;
    return result;
}

void
answer_clear(struct answer *answer)
{
    for (size_t i = 0; i < answer->header_count; i++)
        free(answer->headers[i].value);
    if (answer->response != NULL)
        MHD_destroy_response(answer->response);
    free(answer->body);
    *answer = (struct answer){ 0 };
}
