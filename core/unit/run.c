/* run.c - a request becomes a unit: on the writer to change things, on the asking thread to
 * read. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "access/visits.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/log.h"
#include "storage/system.h"
#include "unit/clockwork.h"
#include "unit/teller.h"
#include "unit/job.h"
#include "unit/visit.h"

#define ANSWERS_BETWEEN 64

static const char *
key_of(struct dms_unit *unit)
{
    const struct dms_request *request = unit->request;
    /* By the user's id: a name may hold anything, and may become another's. */
    return request->key == NULL ? NULL
                                : scratch_printf(unit->scratch, "%" PRId64 "|%s",
                                                 unit->actor.user, request->key);
}

/* The answer given before to the same key. *FOUND: there was one, or it was misused. */
static enum dms_status
known_answer(struct dms_unit *unit, const char *key, struct job *job, bool *found,
             struct dms_error *error)
{
    const char *hash = NULL, *answer = NULL, *asked = unit->request->body_hash;
    enum dms_status st = session_answer_get(unit->session, key, unit->scratch, found,
                                            &hash, &answer, error);
    if (st != DMS_OK || !*found)
        return st;
    if (asked != NULL && hash != NULL && strcmp(asked, hash) != 0)
        return dms_fail(error, DMS_INVALID, "unit.key_reused", "key=%s",
                        unit->request->key);
    if (answer != NULL)
        st = dms_json_load(answer, strlen(answer), &job->answer, error);
    job->warnings = dms_json_copy(dms_json_at_key(job->answer, "warnings"));
    return st;
}

/* Warnings belong to the answer whenever it can hold them. */
static void
add_warnings(struct job *job)
{
    if (job->warnings != NULL && dms_json_kind(job->answer) == DMS_JSON_OBJECT)
        dms_json_take_key(job->answer, "warnings", dms_json_copy(job->warnings));
}

/* Answers nobody will ask for again go some at a time: a file of a hundred thousand rows keeps as
 * many, and need not ask each time how long they are kept. */
static enum dms_status
sweep_answers(struct dms_unit *unit, struct dms_error *error)
{
    struct dms_house *house = unit->house;
    int64_t since = unit->now - house->answers_swept;
    if (++house->answers_kept < ANSWERS_BETWEEN && since >= 0 && since < DMS_MINUTE)
        return DMS_OK;
    house->answers_kept = 0;
    house->answers_swept = unit->now;
    int64_t days = visit_limit(unit, LIMIT_KEY_DAYS);
    return session_answer_forget(unit->session, unit->now - days * DMS_DAY,
                                 4 * ANSWERS_BETWEEN, error);
}

static enum dms_status
keep_answer(struct dms_unit *unit, const char *key, const struct job *job,
            struct dms_error *error)
{
    char *answer = job->answer != NULL ? dms_json_print(job->answer) : NULL;
    enum dms_status st = session_answer_put(unit->session, key, unit->request->body_hash,
                                            answer, unit->now, error);
    free(answer);
    return st == DMS_OK ? sweep_answers(unit, error) : st;
}

static enum dms_status
run_fresh(struct dms_unit *unit, struct job *job, const char *key,
          struct dms_error *error)
{
    enum dms_status st = job->work(unit, job->context, &job->answer, error);
    if (st == DMS_OK)
        st = unit_finish(unit, error);
    job->warnings = unit->warnings;
    unit->warnings = NULL;
    add_warnings(job);
    if (st == DMS_OK && key != NULL)
        st = keep_answer(unit, key, job, error);
    job->access_changed = unit->access_changed;
    job->visits_changed = unit->visits_changed;
    job->told = unit->events.count > 0;
    job->audited = (int64_t)unit->audits.count;
    return st;
}

enum dms_status
job_run(struct storage_session *session, void *context, struct dms_error *error)
{
    struct job *job = context;
    struct dms_unit unit;
    bool found = false;
    enum dms_status st = unit_begin(&unit, job->house, &job->start, session, true, error);
    const char *key = st == DMS_OK ? key_of(&unit) : NULL;
    if (key != NULL)
        st = known_answer(&unit, key, job, &found, error);
    if (st == DMS_OK && !found)
        st = run_fresh(&unit, job, key, error);
    atomic_fetch_add(st == DMS_OK ? &job->house->units : &job->house->refused, 1);
    unit_end(&unit);
    return st;
}

void
job_forget_answer(struct job *job)
{
    dms_json_destroy(job->answer);
    dms_json_destroy(job->warnings);
    job->answer = job->warnings = NULL;
}

static void
committed(struct job *job)
{
    struct dms_error error = { 0 };
    if (job->access_changed && house_reload_access(job->house, &error) != DMS_OK)
        log_error(&error);
    if (job->told) {
        teller_wake(job->house);
        watchers_tell(&job->house->watchers);
    }
    house_audited(job->house, job->audited);
}

/* A commit that failed may have happened all the same: what it ended, if so, has ended. */
void
job_ended(struct job *job, enum dms_status status)
{
    if (job->visits_changed)
        visits_forget(job->house->visits);
    if (status == DMS_OK)
        committed(job);
    else
        job_forget_answer(job);
}

enum dms_status
house_write_as(struct dms_house *house, const struct unit_start *start, dms_work work,
               void *context, struct dms_json **answer, struct dms_error *error)
{
    struct job job = {
        .house = house, .start = *start, .work = work, .context = context
    };
    if (storage_is_writer(house->storage))
        return dms_fail(error, DMS_BUG, "unit.nested_write", "");
    enum dms_status st = storage_write(house->storage, job_run, &job, error);
    job_ended(&job, st);
    dms_json_destroy(job.warnings);
    if (answer != NULL)
        *answer = job.answer;
    else
        dms_json_destroy(job.answer);
    return st;
}

enum dms_status
dms_house_write(struct dms_house *house, const struct dms_request *request, dms_work work,
                void *context, struct dms_json **answer, struct dms_error *error)
{
    struct unit_start start = { .request = request };
    return house_write_as(house, &start, work, context, answer, error);
}

enum dms_status
dms_house_read(struct dms_house *house, const struct dms_request *request, dms_work work,
               void *context, struct dms_json **answer, struct dms_error *error)
{
    struct unit_start start = { .request = request };
    struct storage_session *session = NULL;
    struct dms_unit unit;
    struct dms_json *own = NULL, **to = answer != NULL ? answer : &own;
    *to = NULL;
    enum dms_status st = storage_read_begin(house->storage, &session, error);
    if (st != DMS_OK)
        return st;
    st = unit_begin(&unit, house, &start, session, false, error);
    if (st == DMS_OK)
        st = work(&unit, context, to, error);
    unit_end(&unit);
    storage_read_end(session);
    dms_json_destroy(own);
    return st;
}
