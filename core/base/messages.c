/* messages.c - sentences by key and language, with their gaps filled. */
#include "base/messages.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/list.h"
#include "base/log.h"
#include "base/map.h"
#include "base/messages_core.h"
#include "base/text.h"

enum { CHINESE, ENGLISH, LANGUAGES };

static const char *const names[LANGUAGES] = { "zh", "en" };

struct messages {
    struct map sentences[LANGUAGES];
    struct list kept;      /* of dms_json: the maps point into them */
    pthread_rwlock_t lock; /* rules bring sentences while others read */
};

static void
forget(void *json)
{
    dms_json_destroy(json);
}

void
messages_destroy(struct messages *messages)
{
    if (messages == NULL)
        return;
    for (int language = 0; language < LANGUAGES; language++)
        map_clear(&messages->sentences[language]);
    list_clear(&messages->kept, forget);
    pthread_rwlock_destroy(&messages->lock);
    free(messages);
}

/* TEXT as an object of texts in *JSON; FILE is named in the error. */
static enum dms_status
read_sentences(const char *text, size_t size, const char *file, struct dms_json **json,
               struct dms_error *error)
{
    void *cursor = NULL;
    const char *key;
    const struct dms_json *value;
    enum dms_status st = dms_json_load(text, size, json, error);
    if (st == DMS_OK && dms_json_kind(*json) != DMS_JSON_OBJECT)
        st = dms_fail(error, DMS_INVALID, "base.messages_no_object", "");
    while (st == DMS_OK && json_next(*json, &cursor, &key, &value)) {
        if (dms_json_text(value) == NULL)
            st = dms_fail(error, DMS_INVALID, "base.message_no_text", "key=%s", key);
    }
    if (st != DMS_OK)
        dms_error_at_file(error, file, atoi(dms_error_value(error, "line")));
    return st;
}

/* JSON stays where it is as long as MESSAGES; NULL adds nothing. */
static void
put(struct messages *messages, int language, const struct dms_json *json)
{
    void *cursor = NULL;
    const char *key;
    const struct dms_json *value;
    while (json != NULL && json_next(json, &cursor, &key, &value))
        map_set(&messages->sentences[language], key,
                (void *)(uintptr_t)dms_json_text(value));
}

/* Takes JSON, an object of texts, or NULL. */
static void
add(struct messages *messages, int language, struct dms_json *json)
{
    if (json == NULL)
        return;
    pthread_rwlock_wrlock(&messages->lock);
    put(messages, language, json);
    list_add(&messages->kept, json);
    pthread_rwlock_unlock(&messages->lock);
}

enum dms_status
messages_put(struct messages *messages, const char *language,
             const struct dms_json *words, struct dms_error *error)
{
    struct dms_json *json = NULL;
    char *text = dms_json_print(words);
    enum dms_status st = read_sentences(text, strlen(text), language, &json, error);
    free(text);
    if (st == DMS_OK)
        add(messages, strcmp(language, names[ENGLISH]) == 0 ? ENGLISH : CHINESE, json);
    else
        dms_json_destroy(json);
    return st;
}

/* The core's own sentences are read once in a process; nobody changes them. */
static const struct dms_json *
core_sentences(int language)
{
    static const unsigned char *const texts[LANGUAGES] = { messages_core_zh,
                                                           messages_core_en };
    const size_t sizes[LANGUAGES] = { messages_core_zh_size, messages_core_en_size };
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static struct dms_json *read[LANGUAGES];
    struct dms_error error = { 0 };
    pthread_mutex_lock(&lock);
    if (read[language] == NULL &&
        read_sentences((const char *)texts[language], sizes[language], names[language],
                       &read[language], &error) != DMS_OK) {
        log_error(&error);
        dms_json_destroy(read[language]);
        read[language] = NULL;
    }
    pthread_mutex_unlock(&lock);
    return read[language];
}

struct messages *
messages_create(void)
{
    struct messages *messages = memory_get(sizeof(*messages));
    pthread_rwlock_init(&messages->lock, NULL);
    for (int language = 0; language < LANGUAGES; language++)
        put(messages, language, core_sentences(language));
    return messages;
}

static enum dms_status
load_file(const char *path, struct dms_json **json, struct dms_error *error)
{
    struct text content = { 0 };
    char buffer[4096];
    FILE *file = fopen(path, "rbe");
    if (file == NULL && errno == ENOENT)
        return DMS_OK;
    if (file == NULL)
        return dms_fail(error, DMS_INVALID, "base.cannot_read", "file=%s|reason=%s", path,
                        strerror(errno));
    for (size_t got; (got = fread(buffer, 1, sizeof(buffer), file)) > 0;)
        text_add_sized(&content, buffer, got);
    fclose(file);
    enum dms_status st = read_sentences(content.data != NULL ? content.data : "",
                                        content.size, path, json, error);
    text_clear(&content);
    return st;
}

enum dms_status
messages_load(struct messages *messages, const char *folder, struct dms_error *error)
{
    struct dms_json *loaded[LANGUAGES] = { NULL };
    enum dms_status st = DMS_OK;
    for (int language = 0; st == DMS_OK && language < LANGUAGES; language++) {
        struct text path = { 0 };
        text_printf(&path, "%s/%s.json", folder, names[language]);
        st = load_file(path.data, &loaded[language], error);
        text_clear(&path);
    }
    for (int language = 0; language < LANGUAGES; language++) {
        if (st == DMS_OK)
            add(messages, language, loaded[language]);
        else
            dms_json_destroy(loaded[language]);
    }
    return st;
}

bool
messages_has(const struct messages *messages, const char *language, const char *key)
{
    int wanted = strcmp(language, names[ENGLISH]) == 0 ? ENGLISH : CHINESE;
    pthread_rwlock_t *lock = (pthread_rwlock_t *)(uintptr_t)&messages->lock;
    pthread_rwlock_rdlock(lock);
    bool has = map_at(&messages->sentences[wanted], key) != NULL;
    pthread_rwlock_unlock(lock);
    return has;
}

const char *
messages_at(const struct messages *messages, const char *language, const char *key)
{
    int first = language != NULL && strcmp(language, "en") == 0 ? ENGLISH : CHINESE;
    pthread_rwlock_t *lock = (pthread_rwlock_t *)(uintptr_t)&messages->lock;
    pthread_rwlock_rdlock(lock);
    const char *sentence = map_at(&messages->sentences[first], key);
    if (sentence == NULL)
        sentence = map_at(&messages->sentences[1 - first], key);
    pthread_rwlock_unlock(lock);
    return sentence;
}

/* What a key nobody has a sentence for is called: crm.lead of @entity.crm.lead, sign of
 * @transition.sales.order.sign. */
static const char *
bare_name(const char *key)
{
    const char *first = strchr(key, '.'), *last = strrchr(key, '.');
    if (first == NULL)
        return key;
    return strncmp(key, "@entity.", strlen("@entity.")) == 0 ? first + 1 : last + 1;
}

static size_t fill_gap(const struct messages *messages, const char *language,
                       const char *sentence, const struct dms_json *values, bool inner,
                       struct text *text);

static void
fill(const struct messages *messages, const char *language, const char *sentence,
     const struct dms_json *values, bool inner, struct text *text)
{
    for (const char *at = sentence; *at != '\0';) {
        size_t gap = fill_gap(messages, language, at, values, inner, text);
        if (gap == 0)
            text_add_char(text, *at);
        at += gap == 0 ? 1 : gap;
    }
}

/* The names in a list "@KEY, @KEY", each in the words of LANGUAGE. */
static void
add_names(const struct messages *messages, const char *language, const char *list,
          struct text *text)
{
    for (const char *at = list, *end; *at != '\0'; at = end + strspn(end, ", ")) {
        char key[256];
        end = at + strcspn(at, ",");
        snprintf(key, sizeof(key), "%.*s", (int)(end - at), at);
        const char *named =
            key[0] == '@' ? messages_at(messages, language, key + 1) : NULL;
        text_printf(text, "%s%s", at == list ? "" : ", ",
                    named != NULL ? named : bare_name(key));
    }
}

/* A value that begins with '@' is itself a key: names of roles, fields and states, a list of
 * them, or a whole sentence with gaps of its own. INNER: it stands in such a one, and goes no
 * deeper. */
static void
add_value(const struct messages *messages, const char *language,
          const struct dms_json *values, const struct dms_json *value, bool inner,
          struct text *text)
{
    const char *word = dms_json_text(value);
    if (word == NULL) {
        char *printed = dms_json_print(value);
        text_add(text, value != NULL ? printed : "");
        free(printed);
        return;
    }
    const char *named = word[0] == '@' ? messages_at(messages, language, word + 1) : NULL;
    if (word[0] == '@' && strstr(word, ", @") != NULL)
        add_names(messages, language, word, text);
    else if (named != NULL && !inner)
        fill(messages, language, named, values, true, text);
    else if (named != NULL)
        text_add(text, named);
    else
        text_add(text, word[0] == '@' ? bare_name(word) : word);
}

/* Fills one "{name}" at SENTENCE; returns how many bytes it took, 0 when there is no gap. */
static size_t
fill_gap(const struct messages *messages, const char *language, const char *sentence,
         const struct dms_json *values, bool inner, struct text *text)
{
    char name[64];
    const char *end = sentence[0] == '{' ? strchr(sentence, '}') : NULL;
    size_t size = end == NULL ? 0 : (size_t)(end - sentence) - 1;
    if (size == 0 || size >= sizeof(name))
        return 0;
    memcpy(name, sentence + 1, size);
    name[size] = '\0';
    if (!name_valid(name, size))
        return 0;
    add_value(messages, language, values, dms_json_at_key(values, name), inner, text);
    return size + 2;
}

char *
messages_text(const struct messages *messages, const char *language, const char *key,
              const struct dms_json *values)
{
    struct text text = { 0 };
    const char *sentence = messages_at(messages, language, key);
    fill(messages, language, sentence != NULL ? sentence : key, values, false, &text);
    return text_take(&text);
}

static void
add_rule(const struct messages *messages, const char *language, const char *rule,
         struct text *text)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "rule", rule);
    char *piece = messages_text(messages, language, "base.by_rule", values);
    text_add(text, piece);
    free(piece);
    dms_json_destroy(values);
}

char *
messages_error(const struct messages *messages, const char *language,
               const struct dms_error *error)
{
    struct text text = { 0 };
    if (error->file[0] != '\0' && error->line > 0)
        text_printf(&text, "%s:%" PRId64 ": ", error->file, error->line);
    else if (error->file[0] != '\0')
        text_printf(&text, "%s: ", error->file);
    if (error->field[0] != '\0')
        text_printf(&text, "%s: ", error->field);
    struct dms_json *json = error_json(error);
    char *sentence =
        messages_text(messages, language, error->key, dms_json_at_key(json, "values"));
    text_add(&text, sentence);
    free(sentence);
    if (error->rule[0] != '\0')
        add_rule(messages, language, error->rule, &text);
    dms_json_destroy(json);
    return text_take(&text);
}
