/* eval.c - tries chunks in the closed yard: each as often as wished, on several threads.
 *
 * Every thread has one yard and goes on with it as a shop does, until a limit ends it; so
 * what one chunk leaves behind would be seen in the answers of the others. */
#include <stdlib.h>
#include <string.h>

#include "script/eval_inside.h"

static void
note(struct chunk *chunk, struct dms_json *verdict)
{
    pthread_mutex_lock(&chunk->lock);
    if (chunk->verdict == NULL) {
        chunk->verdict = verdict;
        verdict = NULL;
    } else if (!eval_same(chunk->verdict, verdict)) {
        chunk->differs = true;
    }
    pthread_mutex_unlock(&chunk->lock);
    dms_json_destroy(verdict);
}

static struct yard *
fresh_yard(struct ruleset *rules)
{
    struct yard *yard = yard_create(rules);
    yard->loading = true; /* a chunk may require a library */
    yard->once = true;
    return yard;
}

static void *
work_off(void *data)
{
    struct trial *trial = data;
    const struct eval_place *place = trial->place;
    struct attempt attempt = { .trial = trial, .yard = fresh_yard(place->rules) };
    for (size_t job; (job = atomic_fetch_add(&trial->next, 1)) < trial->jobs;) {
        struct dms_json *answer = NULL;
        attempt.chunk = &trial->chunks[trial->order[job]];
        attempt.verdict = NULL;
        if (place->house == NULL)
            eval_try(NULL, &attempt, &answer, NULL);
        else
            dms_house_read(place->house, place->request, eval_try, &attempt, &answer,
                           NULL);
        dms_json_destroy(answer);
        if (attempt.verdict != NULL)
            note(attempt.chunk, attempt.verdict);
        if (yard_is_worn(attempt.yard) || attempt.yard->declared > 0) {
            yard_destroy(attempt.yard);
            attempt.yard = fresh_yard(place->rules);
        }
    }
    yard_destroy(attempt.yard);
    return NULL;
}

static void
read_chunks(struct trial *trial, const struct dms_json *list)
{
    trial->count = dms_json_count(list);
    trial->chunks = script_get((trial->count + 1) * sizeof(*trial->chunks));
    for (size_t i = 0; i < trial->count; i++) {
        struct chunk *chunk = &trial->chunks[i];
        struct writing text = { 0 };
        const char *name = dms_json_text_at(dms_json_at(list, i), "name");
        const char *given = dms_json_text_at(dms_json_at(list, i), "text");
        chunk->name = name == NULL ? EVAL_FILE : name;
        writing_printf(&text, EVAL_PARAMETERS "%s", given == NULL ? "" : given);
        chunk->text = text.data;
        pthread_mutex_init(&chunk->lock, NULL);
    }
}

/* Every chunk ROUNDS times; SEED 0: in the order given, else shuffled (Fisher and Yates). */
static void
make_order(struct trial *trial, size_t rounds, uint64_t seed)
{
    trial->jobs = trial->count * rounds;
    trial->order = script_get((trial->jobs + 1) * sizeof(*trial->order));
    for (size_t i = 0; i < trial->jobs; i++)
        trial->order[i] = i % trial->count;
    for (size_t i = trial->jobs; seed != 0 && i > 1; i--) {
        seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        size_t other = (size_t)(seed >> 33) % i, kept = trial->order[other];
        trial->order[other] = trial->order[i - 1];
        trial->order[i - 1] = kept;
    }
}

static void
run_threads(struct trial *trial, size_t count)
{
    pthread_t threads[EVAL_THREADS];
    size_t started = 0;
    while (started + 1 < count &&
           pthread_create(&threads[started], NULL, work_off, trial) == 0)
        started++;
    work_off(trial); /* this thread works too */
    while (started > 0)
        pthread_join(threads[--started], NULL);
}

static struct dms_json *
verdicts(struct trial *trial)
{
    struct dms_json *items = dms_json_create_array();
    for (size_t i = 0; i < trial->count; i++) {
        struct chunk *chunk = &trial->chunks[i];
        if (chunk->differs)
            dms_json_set_boolean(chunk->verdict, "differs", true);
        dms_json_take(items, chunk->verdict);
        chunk->verdict = NULL;
    }
    return items;
}

static void
clear(struct trial *trial)
{
    for (size_t i = 0; i < trial->count; i++) {
        pthread_mutex_destroy(&trial->chunks[i].lock);
        free(trial->chunks[i].text);
    }
    free(trial->chunks);
    free(trial->order);
}

static bool
read_count(const struct dms_json *plan, const char *name, size_t most, size_t *count,
           struct dms_error *error)
{
    int64_t number =
        dms_json_at_key(plan, name) == NULL ? 1 : dms_json_integer_at(plan, name);
    *count = (size_t)number;
    if (number >= 1 && number <= (int64_t)most)
        return true;
    dms_fail_field(error, DMS_INVALID, name, "script.out_of_range", "most=%zu", most);
    return false;
}

enum dms_status
eval_run(const struct eval_place *place, const struct dms_json *plan,
         struct dms_json **answer, struct dms_error *error)
{
    size_t rounds = 1, threads = 1;
    if (!read_count(plan, "rounds", EVAL_ROUNDS, &rounds, error) ||
        !read_count(plan, "threads", EVAL_THREADS, &threads, error))
        return DMS_INVALID;
    struct trial trial = { .place = place,
                           .entity = dms_json_text_at(plan, "entity"),
                           .id = dms_json_integer_at(plan, "id") };
    read_chunks(&trial, dms_json_at_key(plan, "chunks"));
    make_order(&trial, rounds, (uint64_t)dms_json_integer_at(plan, "seed"));
    run_threads(&trial, threads);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "items", verdicts(&trial));
    clear(&trial);
    return DMS_OK;
}

enum dms_status
script_eval(const struct dms_json *plan, script_words words, void *context,
            struct dms_json **answer, struct dms_error *error)
{
    const struct eval_place nowhere = { .words = words, .context = context };
    return eval_run(&nowhere, plan, answer, error);
}
