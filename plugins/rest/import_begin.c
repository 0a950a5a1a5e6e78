/* import_begin.c - POST /api/v1/import/{format}: the file is here; it gets a record, a place in
 * the row and an answer that says where to look. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "handlers.h"
#include "imports.h"
#include "keys.h"
#include "problem.h"
#include "question.h"

#define WAIT_SECONDS                                                                     \
    20 /* for who asks to wait: less than anybody's patience with a line */

static char *
copy(const char *text)
{
    char *copied = text != NULL ? strdup(text) : NULL;
    if (text != NULL && copied == NULL)
        abort();
    return copied;
}

static struct import_job *
create_job(const struct exchange *exchange, const struct dms_json *wish)
{
    struct import_job *job = calloc(1, sizeof(*job));
    const char *name = exchange_parameter(exchange, "name");
    if (job == NULL)
        abort();
    job->server = exchange->server;
    job->target = copy(exchange_part(exchange, "format"));
    job->name = copy(name != NULL && name[0] != '\0' ? name : job->target);
    job->user = copy(exchange->visitor.name);
    job->store = copy(exchange_header(exchange, "DMS-Store"));
    job->language = copy(exchange->language);
    job->request_id = copy(exchange->request_id);
    job->scope = copy(exchange->visitor.scope);
    job->map = dms_json_copy(dms_json_at_key(wish, "map"));
    job->dry_run = dms_json_boolean_at(wish, "dry_run");
    job->told = exchange_now();
    return job;
}

/* What a key stands for is the file and what to do with it. */
static enum dms_status
set_key(struct exchange *exchange, const struct import_job *job,
        struct dms_request *request, char hash[65])
{
    char digest[65], *map;
    if (exchange_header(exchange, "Idempotency-Key") == NULL)
        return DMS_OK;
    enum dms_status st = upload_digest(job->upload, digest, exchange->error);
    if (st != DMS_OK)
        return problem_of(exchange, st);
    map = dms_json_print(job->map);
    int size = asprintf(&exchange->body.data, "%s %d %s %s", digest, job->dry_run, map,
                        job->name);
    free(map);
    if (size < 0)
        abort();
    exchange->body.size = (size_t)size;
    return keys_take(exchange, request, hash);
}

static void
answer_with(struct exchange *exchange, const struct import_job *job, bool done)
{
    struct dms_json *question = dms_json_create_object(), *answer = NULL;
    struct dms_request request = question_request(exchange);
    request.scope = NULL; /* a token that may import may know what became of it */
    dms_json_set_text(question, "do", "get");
    dms_json_set_text(question, "entity", REST_IMPORT);
    dms_json_set_integer(question, "id", job->id);
    enum dms_status st = dms_house_ask(exchange->server->house, &request, question,
                                       &answer, exchange->error);
    dms_json_destroy(question);
    answer_header(exchange, "Location", "/api/v1/" REST_IMPORT "/%" PRId64, job->id);
    if (st == DMS_OK)
        answer_json(exchange, done ? 200 : 202, answer);
    else
        problem_of(exchange, st);
}

static void
begin(struct exchange *exchange, struct import_job *job, bool waits)
{
    char hash[65];
    bool again = false;
    struct imports *imports = exchange->server->imports;
    struct dms_request request = question_request(exchange);
    job->upload = exchange->body.upload;
    exchange->body.upload = NULL;
    enum dms_status st = set_key(exchange, job, &request, hash);
    if (st == DMS_OK) {
        st = import_record_create(job, &request, &again, exchange->error);
        if (st != DMS_OK)
            problem_of(exchange, st);
    }
    if (st != DMS_OK || again) {
        if (again)
            answer_with(exchange, job, false);
        import_job_destroy(job);
        return;
    }
    imports_add(imports, job);
    answer_with(exchange, job, waits && imports_wait(imports, job, WAIT_SECONDS));
    imports_release(imports, job);
}

void
import_begin(struct exchange *exchange)
{
    struct dms_json *wish = dms_json_create_object();
    enum dms_status st = question_json(exchange, wish, "map");
    if (st == DMS_OK)
        st = question_flag(exchange, wish, "dry_run");
    if (st == DMS_OK)
        st = question_flag(exchange, wish, "wait");
    if (st == DMS_OK)
        begin(exchange, create_job(exchange, wish), dms_json_boolean_at(wish, "wait"));
    dms_json_destroy(wish);
}
