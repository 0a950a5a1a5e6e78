/* import_job.c - one import, done as who asked for it; its record is told of it at most once a
 * second, and how it ended. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "imports.h"
#include "spool.h"

#define TELL_EVERY 1000 /* ms */

static void
tell(struct import_job *job, const struct dms_json *fields, const char *transition)
{
    struct dms_error *error = dms_error_create();
    job->told = exchange_now();
    if (import_record_tell(job->server->house, job->id, job->counts, fields, transition,
                           error) != DMS_OK)
        dms_log(job->server->house, 1, "rest.import_untold", "id=%lld|key=%s",
                (long long)job->id, dms_error_key(error));
    dms_error_destroy(error);
}

static void
note(struct import_job *job, const struct dms_json *counts)
{
    dms_json_destroy(job->counts);
    job->counts = dms_json_copy(counts);
}

static void
progress(const struct dms_json *counts, void *context)
{
    struct import_job *job = context;
    note(job, counts);
    if (exchange_now() - job->told >= TELL_EVERY)
        tell(job, NULL, NULL);
}

static uint32_t
stops(void *context)
{
    const struct import_job *job = context;
    return atomic_load(&job->server->stopping);
}

static enum dms_status
import(struct import_job *job, const char *rejects, struct dms_error *error)
{
    struct dms_json *counts = NULL;
    const struct dms_request request = { .size = sizeof(request),
                                         .user = job->user,
                                         .store = job->store,
                                         .language = job->language,
                                         .request_id = job->request_id,
                                         .scope = job->scope };
    const struct dms_import_options options = { .size = sizeof(options),
                                                .dry_run = job->dry_run,
                                                .target = job->target,
                                                .file = job->upload->path,
                                                .name = job->name,
                                                .map = job->map,
                                                .rejects = rejects,
                                                .progress = progress,
                                                .stops = stops,
                                                .context = job };
    enum dms_status st =
        dms_house_import(job->server->house, &request, &options, &counts, error);
    if (counts != NULL)
        note(job, counts);
    dms_json_destroy(counts);
    return st;
}

/* A reader that was told to stop may have made a fault of its own of it. */
static const char *
ending(const struct import_job *job, enum dms_status st)
{
    if (st == DMS_OK)
        return "finish";
    return atomic_load(&job->server->stopping) ? "stop" : "fail";
}

static struct dms_json *
say_fault(const struct import_job *job, const struct dms_error *error)
{
    struct dms_json *fault = dms_error_json(error);
    char *text = dms_house_error_text(job->server->house, job->language, error);
    dms_json_set_text(fault, "text", text);
    free(text);
    return fault;
}

void
import_job_run(struct import_job *job)
{
    char *rejects = spool_rejects(job->server, job->id);
    struct dms_error *error = dms_error_create();
    struct dms_json *fields = dms_json_create_object();
    enum dms_status st = import(job, rejects, error);
    struct dms_json *first = rejects_first(rejects);
    spool_veil(error);
    if (first != NULL)
        dms_json_take_key(fields, "rejects", first);
    if (st != DMS_OK)
        dms_json_take_key(fields, "fault", say_fault(job, error));
    tell(job, fields, ending(job, st));
    dms_json_destroy(fields);
    dms_error_destroy(error);
    free(rejects);
}

void
import_job_drop(struct import_job *job)
{
    tell(job, NULL, "stop");
}

void
import_job_destroy(struct import_job *job)
{
    char *const texts[] = { job->target,   job->name,       job->user, job->store,
                            job->language, job->request_id, job->scope };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        free(texts[i]);
    upload_destroy(job->upload);
    dms_json_destroy(job->map);
    dms_json_destroy(job->counts);
    free(job);
}
