/* job.h - a writing request on its way through the writer's queue and back. */
#ifndef DMS_UNIT_JOB_H
#define DMS_UNIT_JOB_H

#include "unit/unit_inside.h"

struct job {
    struct dms_house *house;
    struct unit_start start;
    dms_work work;
    void *context;
    struct dms_json *answer, *warnings;
    bool access_changed, visits_changed, told;
    int64_t audited;
    /* dms_house_write_later only */
    struct dms_request request;
    dms_done done;
};

/* The job's work in a unit of its own; CONTEXT: the job. On the writer's thread. */
enum dms_status job_run(struct storage_session *session, void *context,
                        struct dms_error *error);
/* After the commit, or its failure: what others have to know of it. */
void job_ended(struct job *job, enum dms_status status);
/* What did not commit was not answered: also when the work went well and the disk did not. */
void job_forget_answer(struct job *job);

#endif
