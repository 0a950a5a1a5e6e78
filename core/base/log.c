/* log.c - one line to stderr in one write, so that threads do not mix their lines. */
#include "base/log.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log_text.h"
#include "dms/amount.h"

static atomic_int limit = LOG_WARNING;
static atomic_int form = LOG_TEXT;
static pthread_rwlock_t sentence_lock = PTHREAD_RWLOCK_INITIALIZER;
static log_sentence make_sentence;
static void *sentence_data;
static _Thread_local struct {
    const char *request;
    log_whose whose;
    const void *work;
} subject;

void
log_set_level(enum log_level level)
{
    atomic_store(&limit, (int)level);
}

void
log_set_format(enum log_format format)
{
    atomic_store(&form, (int)format);
}

void
log_set_sentence(log_sentence sentence, void *data)
{
    pthread_rwlock_wrlock(&sentence_lock);
    make_sentence = sentence;
    sentence_data = data;
    pthread_rwlock_unlock(&sentence_lock);
}

void
log_about(const char *request, log_whose whose, const void *work)
{
    subject.request = request;
    subject.whose = whose;
    subject.work = work;
}

static char *
sentence_of(const struct dms_error *error)
{
    char *text = NULL;
    pthread_rwlock_rdlock(&sentence_lock);
    if (make_sentence != NULL)
        text = make_sentence(sentence_data, error);
    pthread_rwlock_unlock(&sentence_lock);
    return text;
}

/* Nobody is left to tell when stderr is gone. */
static void
emit(enum log_level level, const struct dms_error *error)
{
    static const char *const names[] = { "error", "warning", "notice", "debug" };
    struct log_text line;
    char time[40], *text = NULL;
    struct log_entry entry = { .level = level,
                               .level_name = names[level],
                               .request = subject.request,
                               .error = error };
    entry.time = dms_time_print(clock_now(NULL), 0, time, sizeof time);
    entry.plugin = subject.whose != NULL ? subject.whose(subject.work) : NULL;
    if (atomic_load(&form) == LOG_JSON) {
        entry.text = text = sentence_of(error);
        log_print_json(&line, &entry);
    } else {
        log_print_text(&line, &entry);
    }
    free(text);
    line.data[line.size++] = '\n';
    ssize_t written = write(STDERR_FILENO, line.data, line.size);
    (void)written;
}

void
log_values(enum log_level level, const char *key, const char *values, va_list arguments)
{
    struct dms_error event = { 0 };
    if ((int)level > atomic_load(&limit))
        return;
    error_fill(&event, DMS_INVALID, key, values, arguments);
    event.status = DMS_OK;
    emit(level, &event);
}

void
log_line(enum log_level level, const char *key, const char *values, ...)
{
    va_list arguments;
    va_start(arguments, values);
    log_values(level, key, values, arguments);
    va_end(arguments);
}

void
log_error(const struct dms_error *error)
{
    if (error != NULL && error->status != DMS_OK)
        emit(LOG_ERROR, error);
}
