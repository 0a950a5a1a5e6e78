/* body.c - JSON comes in, of a type and a size that we take. */
#include "body.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "head.h"
#include "problem.h"
#include "upload.h"

/* A chunked body that is too large is read on for a while, so that its sender hears why. */
#define READ_ON 4

static enum dms_status
too_large(struct exchange *exchange)
{
    return problem(exchange, 413,
                   dms_fail(exchange->error, DMS_LIMIT, "rest.body_too_large",
                            "limit=%zu", exchange->server->settings.body_bytes / 1024));
}

/* "application/json", perhaps with "; charset=utf-8". */
static bool
is_json(const char *type)
{
    static const char json[] = "application/json", charset[] = "charset=";
    if (type == NULL || strncasecmp(type, json, sizeof(json) - 1) != 0)
        return false;
    type += sizeof(json) - 1;
    type += strspn(type, " \t;");
    if (type[0] == '\0')
        return true;
    if (strncasecmp(type, charset, sizeof(charset) - 1) != 0)
        return false;
    type += sizeof(charset) - 1;
    return strcasecmp(type, "utf-8") == 0 || strcasecmp(type, "\"utf-8\"") == 0;
}

static enum dms_status
check_type(struct exchange *exchange)
{
    const char *type = exchange_header(exchange, "Content-Type");
    const char *coding = exchange_header(exchange, "Content-Encoding");
    if (coding != NULL && strcasecmp(coding, "identity") != 0)
        return problem(exchange, 415,
                       dms_fail(exchange->error, DMS_INVALID, "rest.body_coding",
                                "coding=%s", coding));
    if (is_json(type))
        return DMS_OK;
    return problem(exchange, 415,
                   dms_fail(exchange->error, DMS_INVALID, "rest.body_type", "type=%s",
                            type != NULL ? type : "-"));
}

enum dms_status
body_expect(struct exchange *exchange)
{
    const char *length = exchange_header(exchange, "Content-Length");
    if ((exchange->route->flags & ROUTE_FILE) != 0)
        return upload_expect(exchange);
    if (!head_has_body(exchange))
        return DMS_OK;
    if ((exchange->route->method & (ROUTE_POST | ROUTE_PATCH)) == 0)
        return problem(exchange, 400,
                       dms_fail(exchange->error, DMS_INVALID, "rest.no_body_here", ""));
    errno = 0;
    if (length != NULL &&
        (strtoull(length, NULL, 10) > exchange->server->settings.body_bytes ||
         errno != 0))
        return too_large(exchange);
    return check_type(exchange);
}

static bool
grow(struct body *body, size_t size)
{
    size_t room = body->room == 0 ? 1024 : body->room;
    while (room < size)
        room *= 2;
    char *data = room == body->room ? body->data : realloc(body->data, room);
    if (data == NULL)
        return false;
    body->data = data;
    body->room = room;
    return true;
}

bool
body_add(struct exchange *exchange, const char *data, size_t size)
{
    struct body *body = &exchange->body;
    size_t limit = exchange->server->settings.body_bytes;
    patience_more(exchange, size);
    if (body->upload != NULL)
        return upload_add(exchange, data, size);
    if (exchange->answer.status != 0 || body->too_large || body->size + size > limit) {
        body->too_large = true;
        body->size += size;
        return body->size <= limit * READ_ON;
    }
    if (!grow(body, body->size + size))
        return false;
    memcpy(body->data + body->size, data, size);
    body->size += size;
    return true;
}

enum dms_status
body_read(struct exchange *exchange)
{
    struct body *body = &exchange->body;
    if (body->upload != NULL)
        return upload_end(exchange);
    bool needed = (exchange->route->flags & ROUTE_OBJECT) != 0;
    if (body->too_large)
        return too_large(exchange);
    enum dms_status st = DMS_OK;
    if (body->size > 0)
        st = dms_json_load(body->data, body->size, &exchange->json, exchange->error);
    else if (!needed)
        return DMS_OK;
    if (st == DMS_OK && dms_json_kind(exchange->json) != DMS_JSON_OBJECT)
        st = dms_fail(exchange->error, DMS_INVALID, "rest.body_no_object", "");
    return st == DMS_OK ? DMS_OK : problem(exchange, 400, st);
}

void
body_clear(struct body *body)
{
    upload_destroy(body->upload);
    free(body->data);
    *body = (struct body){ 0 };
}
