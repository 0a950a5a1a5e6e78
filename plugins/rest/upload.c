/* upload.c - bytes on their way from the wire to a file: who sends too many, or something else
 * than a file, hears so before he has sent it all. */
#include "upload.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <unistd.h>

#include "head.h"
#include "imports.h"
#include "problem.h"
#include "question.h"
#include "spool.h"

/* A chunked file that is too large is read on for a while, so that its sender hears why. */
#define READ_ON 2

/* What exports of ours, office programs and senders of leads call their files. */
static const char *const types[] = {
    "text/csv",
    "text/plain",
    "text/xml",
    "application/xml",
    "application/json",
    "application/octet-stream",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

static enum dms_status
check_type(struct exchange *exchange)
{
    const char *coding = exchange_header(exchange, "Content-Encoding");
    const char *type = exchange_header(exchange, "Content-Type");
    size_t size = type != NULL ? strcspn(type, "; \t") : 0;
    if (coding != NULL && strcasecmp(coding, "identity") != 0)
        return problem(exchange, 415,
                       dms_fail(exchange->error, DMS_INVALID, "rest.body_coding",
                                "coding=%s", coding));
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (strlen(types[i]) == size && strncasecmp(types[i], type, size) == 0)
            return DMS_OK;
    return problem(exchange, 415,
                   dms_fail(exchange->error, DMS_INVALID, "rest.file_type", "type=%s",
                            type != NULL ? type : "-"));
}

static enum dms_status
too_large(struct exchange *exchange)
{
    return problem(exchange, 413,
                   dms_fail(exchange->error, DMS_LIMIT, "rest.file_too_large",
                            "limit=%zu",
                            exchange->server->settings.import_bytes / (1024 * 1024)));
}

static enum dms_status
check_size(struct exchange *exchange)
{
    const char *length = exchange_header(exchange, "Content-Length");
    errno = 0;
    if (!head_has_body(exchange))
        return problem(exchange, 400,
                       dms_fail(exchange->error, DMS_INVALID, "rest.no_file", ""));
    if (length != NULL &&
        (strtoull(length, NULL, 10) > exchange->server->settings.import_bytes ||
         errno != 0))
        return too_large(exchange);
    return DMS_OK;
}

/* The house itself says who may: it is asked to import nothing. That nothing is no table is what
 * it then complains of. */
static enum dms_status
check_right(struct exchange *exchange)
{
    struct dms_json *counts = NULL;
    struct dms_error *error = dms_error_create();
    struct dms_request request = question_request(exchange);
    const struct dms_import_options options = { .size = sizeof(options),
                                                .dry_run = 1,
                                                .target =
                                                    exchange_part(exchange, "format"),
                                                .file = "/dev/null" };
    enum dms_status st =
        dms_house_import(exchange->server->house, &request, &options, &counts, error);
    dms_json_destroy(counts);
    if (strcmp(dms_error_file(error), "/dev/null") == 0)
        st = DMS_OK;
    if (st != DMS_OK) {
        dms_error_copy(exchange->error, error);
        problem_of(exchange, st);
    }
    dms_error_destroy(error);
    return st;
}

/* The place is taken before the body comes: what is being sent takes room on the disk, too. */
static enum dms_status
take_place(struct exchange *exchange)
{
    struct upload *upload = calloc(1, sizeof(*upload));
    if (upload == NULL)
        abort();
    upload->server = exchange->server;
    upload->file = -1;
    if (!imports_take_place(exchange->server->imports)) {
        free(upload);
        return problem_of(exchange, dms_fail(exchange->error, DMS_BUSY,
                                             "rest.imports_full", "retry_after=%d", 30));
    }
    exchange->body.upload = upload;
    enum dms_status st =
        spool_create(exchange->server, &upload->file, &upload->path, exchange->error);
    return st == DMS_OK ? st : problem_of(exchange, st);
}

enum dms_status
upload_expect(struct exchange *exchange)
{
    enum dms_status st = check_type(exchange);
    if (st == DMS_OK)
        st = check_size(exchange);
    if (st == DMS_OK)
        st = check_right(exchange);
    return st == DMS_OK ? take_place(exchange) : st;
}

static void
write_all(struct upload *upload, const char *data, size_t size)
{
    while (size > 0 && upload->failed == 0) {
        ssize_t written = write(upload->file, data, size);
        if (written < 0 && errno != EINTR)
            upload->failed = errno;
        data += written > 0 ? written : 0;
        size -= written > 0 ? (size_t)written : 0;
    }
}

/* False, which cuts the line, only for who goes on sending after far too much. */
bool
upload_add(struct exchange *exchange, const char *data, size_t size)
{
    struct upload *upload = exchange->body.upload;
    size_t limit = exchange->server->settings.import_bytes;
    upload->size += size;
    upload->too_large = upload->too_large || upload->size > limit;
    if (!upload->too_large && exchange->answer.status == 0)
        write_all(upload, data, size);
    return upload->size <= limit * READ_ON;
}

enum dms_status
upload_end(struct exchange *exchange)
{
    const struct upload *upload = exchange->body.upload;
    if (upload->too_large)
        return too_large(exchange);
    if (upload->failed != 0)
        return problem_of(exchange, spool_fault(upload->failed, exchange->error));
    return DMS_OK;
}

enum dms_status
upload_digest(const struct upload *upload, char digest[65], struct dms_error *error)
{
    void *all = MAP_FAILED;
    if (upload->size > 0)
        all = mmap(NULL, upload->size, PROT_READ, MAP_PRIVATE, upload->file, 0);
    if (upload->size > 0 && all == MAP_FAILED)
        return spool_fault(errno, error);
    dms_digest(upload->size > 0 ? all : "", upload->size, digest);
    if (upload->size > 0)
        munmap(all, upload->size);
    return DMS_OK;
}

void
upload_destroy(struct upload *upload)
{
    if (upload == NULL)
        return;
    if (upload->file >= 0)
        close(upload->file);
    if (upload->path != NULL)
        unlink(upload->path);
    free(upload->path);
    imports_give_place(upload->server->imports);
    free(upload);
}
