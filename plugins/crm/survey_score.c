/* survey_score.c - the marks of a survey as one score of a hundred, weighted as the brand says;
 * the customer's file keeps the mean (rows 104, 110, 164, 166). */
#include <inttypes.h>
#include <string.h>

#include "ask.h"
#include "crm.h"
#include "remember.h"

static enum dms_status
want_mark(const struct dms_record *answer, const struct dms_record *question,
          struct dms_error *error)
{
    bool words = crm_is(question, "kind", "words");
    if (words && !dms_record_has(answer, "words"))
        return dms_fail_field(error, DMS_INVALID, "words", "crm.answer_words", "");
    if (!words && !dms_record_has(answer, "score"))
        return dms_fail_field(error, DMS_INVALID, "score", "crm.answer_score", "");
    if (!words && dms_record_int(answer, "score") > dms_record_int(question, "best"))
        return dms_fail_field(error, DMS_INVALID, "score", "crm.answer_above",
                              "best=%" PRId64, dms_record_int(question, "best"));
    return DMS_OK;
}

static enum dms_status
check_answer(struct dms_unit *unit, struct dms_record *answer, void *data,
             struct dms_error *error)
{
    const struct dms_record *question = NULL, *survey = NULL;
    (void)data;
    if (!dms_record_has(answer, "question") || !dms_record_has(answer, "survey"))
        return DMS_OK; /* said by the fields themselves */
    enum dms_status st = dms_unit_get(
        unit, "crm.question", dms_record_int(answer, "question"), &question, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, "crm.survey", dms_record_int(answer, "survey"), &survey,
                          error);
    if (st == DMS_OK && strcmp(dms_record_state(survey), "planned") != 0)
        st = dms_fail_field(error, DMS_DENIED, "survey", "crm.survey_over", "");
    if (st == DMS_OK && dms_record_int(question, "questionnaire") !=
                            dms_record_int(survey, "questionnaire"))
        st = dms_fail_field(error, DMS_INVALID, "question", "crm.question_elsewhere", "");
    if (st == DMS_OK)
        st = want_mark(answer, question, error);
    if (st == DMS_OK && dms_record_has(question, "topic"))
        st = dms_record_set_text(answer, "topic", dms_record_text(question, "topic"),
                                 error);
    if (st == DMS_OK && dms_record_has(answer, "score"))
        st = dms_record_set_int(answer, "share",
                                dms_record_int(answer, "score") * 100 /
                                    dms_record_int(question, "best"),
                                error);
    return st;
}

const struct dms_hook crm_answer_hook =
    DMS_HOOK(.name = "crm/survey_score:answer", .on = "crm.answer.create",
             .run = check_answer);

struct marks {
    int64_t weighted, weight, nps;
    bool has_nps;
};

/* In ten-thousandths, so that the mean of thirds is not cut twice. */
static void
add_mark(struct marks *marks, const struct dms_record *question,
         const struct dms_record *answer)
{
    int64_t best = dms_record_int(question, "best"),
            score = dms_record_int(answer, "score");
    int64_t weight = dms_record_int(question, "weight");
    if (crm_is(question, "kind", "words") || best == 0)
        return;
    if (crm_is(question, "kind", "recommend")) {
        marks->nps = score;
        marks->has_nps = true;
    }
    marks->weighted += score * 10000 / best * weight;
    marks->weight += weight;
}

static enum dms_status
add_marks(struct dms_unit *unit, const struct dms_record *survey, struct marks *marks,
          struct dms_error *error)
{
    static const char query[] = "{\"where\":{\"survey\":\"$id\"},\"limit\":200}";
    const struct dms_list *answers = NULL;
    enum dms_status st =
        crm_list(unit, "crm.answer", query, crm_with_id("id", dms_record_id(survey)),
                 &answers, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(answers); i++) {
        const struct dms_record *answer = dms_list_at(answers, i), *question = NULL;
        st = dms_unit_get(unit, "crm.question", dms_record_int(answer, "question"),
                          &question, error);
        if (st == DMS_OK)
            add_mark(marks, question, answer);
    }
    if (st == DMS_OK && marks->weight == 0)
        st = dms_fail(error, DMS_DENIED, "crm.survey_empty", "");
    return st;
}

static enum dms_status
score_survey(struct dms_unit *unit, struct dms_record *survey, void *data,
             struct dms_error *error)
{
    struct marks marks = { 0 };
    (void)data;
    enum dms_status st = add_marks(unit, survey, &marks, error);
    if (st == DMS_OK)
        st = dms_record_set_int(survey, "score",
                                (marks.weighted / marks.weight + 50) / 100, error);
    if (st == DMS_OK && marks.has_nps)
        st = dms_record_set_int(survey, "nps", marks.nps, error);
    return st == DMS_OK
               ? dms_record_set_int(survey, "answered_at", dms_unit_now(unit), error)
               : st;
}

static enum dms_status
keep_in_file(struct dms_unit *unit, struct dms_record *survey, void *data,
             struct dms_error *error)
{
    struct dms_record *file = NULL;
    (void)data;
    enum dms_status st =
        crm_open_file(unit, dms_record_int(survey, "customer"), &file, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *values = crm_with_id("score", dms_record_int(survey, "score"));
    const struct crm_memory memory = { .kind = "survey",
                                       .title_key = "crm.entry_survey",
                                       .entity = "crm.survey",
                                       .record = dms_record_id(survey),
                                       .values = values };
    int64_t count = dms_record_int(file, "surveys");
    int64_t mean = (dms_record_int(file, "satisfaction") * count +
                    dms_record_int(survey, "score") + (count + 1) / 2) /
                   (count + 1);
    st = crm_remember_in(unit, file, &memory, error);
    dms_json_destroy(values);
    if (st == DMS_OK)
        st = dms_record_set_int(file, "surveys", count + 1, error);
    if (st == DMS_OK)
        st = dms_record_set_int(file, "satisfaction", mean, error);
    if (st == DMS_OK && dms_record_has(survey, "nps"))
        st = dms_record_set_int(file, "nps", dms_record_int(survey, "nps"), error);
    return st == DMS_OK ? dms_unit_save(unit, file, error) : st;
}

const struct dms_hook crm_survey_score_hook =
    DMS_HOOK(.name = "crm/survey_score", .on = "crm.survey.answer", .run = score_survey);
const struct dms_hook crm_survey_file_hook =
    DMS_HOOK(.name = "crm/survey_score:file", .on = "crm.survey.answer",
             .phase = DMS_AFTER, .run = keep_in_file);
