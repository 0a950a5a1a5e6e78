/* eval.c - tries chunks in the closed yard: each as often as wished, on several threads.
 *
 * Every thread has one yard and goes on with it as a shop does, until a limit ends it; so
 * what one chunk leaves behind would be seen in the answers of the others. */
#include "script/eval.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "script/handle.h"
#include "script/ruleset.h"
#include "script/values.h"

struct chunk {
    const char *name;
    char *text; /* begins with PARAMETERS */
    pthread_mutex_t lock;
    struct dms_json *verdict; /* the first one */
    bool differs;
};

struct trial {
    const struct eval_place *place;
    const char *entity;
    int64_t id;
    struct chunk *chunks;
    size_t count, jobs;
    size_t *order; /* of the jobs: which chunk */
    atomic_size_t next;
};

/* One evaluation of one thread. */
struct attempt {
    struct trial *trial;
    struct chunk *chunk;
    struct yard *yard;
    struct dms_json *verdict;
};

#define PARAMETERS "local record <const>, user <const> = ...; "
#define FILE_NAME  "chunk.lua"

static int
run_chunk(lua_State *lua)
{
    struct yard *yard = yard_of(lua);
    const struct attempt *attempt = lua_touserdata(lua, 1);
    const struct trial *trial = attempt->trial;
    const char *text = attempt->chunk->text;
    const struct dms_record *record = NULL;
    if (yard_compile(yard, FILE_NAME, text, strlen(text), yard->error) != DMS_OK)
        return yard_raise(lua);
    if (trial->entity != NULL && dms_unit_get(yard->unit, trial->entity, trial->id,
                                              &record, yard->error) != DMS_OK)
        return yard_raise(lua);
    handle_push(lua, record);
    handle_push_user(yard);
    lua_call(lua, 2, 1);
    return 1;
}

static const char *
limit_name(const char *key)
{
    static const char *const names[][2] = {
        { "script.too_many_steps", "steps" },   { "script.too_slow", "time" },
        { "script.too_much_memory", "memory" }, { "script.too_long_text", "text" },
        { "script.too_long_table", "table" },
    };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strcmp(names[i][0], key) == 0)
            return names[i][1];
    return "limit";
}

/* The sentence alone: file and line are members of their own. */
static void
set_words(struct dms_json *verdict, const struct eval_place *place,
          const struct dms_error *error)
{
    char *text = place->words(place->context, error), *sentence = text, prefix[400];
    int64_t line = dms_error_line(error);
    int size = line > 0 ? snprintf(prefix, sizeof(prefix),
                                   "%s:%lld: ", dms_error_file(error), (long long)line)
                        : snprintf(prefix, sizeof(prefix), "%s: ", dms_error_file(error));
    if (strncmp(text, prefix, (size_t)size) == 0)
        sentence += size;
    dms_json_set_text(verdict, "text", sentence);
    free(text);
}

static struct dms_json *
verdict_of(const struct attempt *attempt, const struct dms_error *error, bool killed,
           struct dms_json *value)
{
    struct dms_json *verdict = dms_json_create_object();
    dms_json_set_text(verdict, "file", attempt->chunk->name);
    dms_json_set_text(verdict, "result",
                      value != NULL ? "VALUE"
                      : killed      ? "KILLED"
                                    : "ERROR");
    if (value != NULL) {
        dms_json_take_key(verdict, "value", value);
        return verdict;
    }
    dms_json_set_integer(verdict, "line", dms_error_line(error));
    dms_json_set_text(verdict, "key", dms_error_key(error));
    if (killed)
        dms_json_set_text(verdict, "limit", limit_name(dms_error_key(error)));
    set_words(verdict, attempt->trial->place, error);
    return verdict;
}

static enum dms_status
try_chunk(struct dms_unit *unit, void *data, struct dms_json **answer,
          struct dms_error *error)
{
    struct attempt *attempt = data;
    struct yard *yard = attempt->yard;
    struct dms_error *own = dms_error_create();
    const char *why = NULL;
    (void)answer;
    (void)error;
    yard_begin(yard, unit, &yard_guard, own);
    lua_pushcfunction(yard->lua, run_chunk);
    lua_pushlightuserdata(yard->lua, attempt);
    enum dms_status st = yard_call(yard, 1, 1);
    struct dms_json *value = st == DMS_OK ? value_json(yard->lua, -1, &why) : NULL;
    if (st == DMS_OK && value == NULL)
        dms_fail(own, DMS_INVALID, why, "text=%s", luaL_typename(yard->lua, -1));
    attempt->verdict = verdict_of(attempt, own, yard->ended, value);
    yard_end(yard);
    dms_error_destroy(own);
    return DMS_OK;
}

/* Which limit comes first may hang on the machine; that one came may not. */
static bool
same(const struct dms_json *left, const struct dms_json *right)
{
    const char *result = dms_json_text_at(left, "result");
    if (strcmp(result, "KILLED") == 0)
        return strcmp(result, dms_json_text_at(right, "result")) == 0;
    char *first = dms_json_print(left), *second = dms_json_print(right);
    bool equal = strcmp(first, second) == 0;
    free(first);
    free(second);
    return equal;
}

static void
note(struct chunk *chunk, struct dms_json *verdict)
{
    pthread_mutex_lock(&chunk->lock);
    if (chunk->verdict == NULL) {
        chunk->verdict = verdict;
        verdict = NULL;
    } else if (!same(chunk->verdict, verdict)) {
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
            try_chunk(NULL, &attempt, &answer, NULL);
        else
            dms_house_read(place->house, place->request, try_chunk, &attempt, &answer,
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
        chunk->name = name == NULL ? FILE_NAME : name;
        writing_printf(&text, PARAMETERS "%s", given == NULL ? "" : given);
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
