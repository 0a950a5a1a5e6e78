/* anchor.c - the external anchor: "id digest time", one line for each time it was dropped.
 *
 * Whoever can rewrite the database can rewrite the whole chain; the anchor file, copied
 * elsewhere, is what still shows it. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "access/audit.h"
#include "access/chain.h"
#include "base/list.h"
#include "base/private_file.h"
#include "base/scratch.h"
#include "dms/amount.h"

static bool
read_line(const char *line, struct anchor *anchor)
{
    int used = 0;
    return sscanf(line, "%" SCNd64 " %64[0-9a-f] %n", &anchor->id, anchor->digest,
                  &used) == 2 &&
           used > 0 && anchor->id > 0 && strlen(anchor->digest) == DIGEST_TEXT_SIZE - 1;
}

static enum dms_status
take_lines(FILE *stream, const char *file, struct anchors *anchors,
           struct dms_error *error)
{
    char *line = NULL;
    size_t room = 0;
    enum dms_status st = DMS_OK;
    for (int64_t number = 1; st == DMS_OK; number++) {
        struct anchor anchor = { .line = number };
        ssize_t size = getline(&line, &room, stream);
        if (size <= 0)
            break;
        anchors->torn = line[size - 1] != '\n';
        if (anchors->torn)
            break;
        if (!read_line(line, &anchor)) {
            st = dms_fail(error, DMS_INVALID, "access.bad_anchor", "");
            dms_error_at_file(error, file, number);
            break;
        }
        anchors->items =
            memory_grow(anchors->items, (anchors->count + 1) * sizeof(*anchors->items));
        anchors->items[anchors->count++] = anchor;
    }
    free(line);
    return st;
}

enum dms_status
anchors_load(const char *file, struct anchors *anchors, struct dms_error *error)
{
    *anchors = (struct anchors){ 0 };
    FILE *stream = file != NULL ? fopen(file, "re") : NULL;
    if (stream == NULL && (file == NULL || errno == ENOENT))
        return DMS_OK;
    if (stream == NULL)
        return dms_fail(error, DMS_STORAGE, "base.cannot_read", "file=%s|reason=%s", file,
                        strerror(errno));
    enum dms_status st = take_lines(stream, file, anchors, error);
    fclose(stream);
    return st;
}

void
anchors_clear(struct anchors *anchors)
{
    free(anchors->items);
    *anchors = (struct anchors){ 0 };
}

static enum dms_status
cannot_write(const char *file, struct dms_error *error)
{
    return dms_fail(error, errno == ENOSPC ? DMS_FULL : DMS_STORAGE,
                    "access.anchor_write", "file=%s|reason=%s", file, strerror(errno));
}

static enum dms_status
write_line(const char *file, const char *line, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    size_t size = strlen(line);
    int to = open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (to < 0)
        return cannot_write(file, error);
    errno = ENOSPC; /* what a short write means */
    if (write(to, line, size) != (ssize_t)size || fsync(to) != 0)
        st = cannot_write(file, error);
    if (close(to) != 0 && st == DMS_OK)
        st = cannot_write(file, error);
    return st;
}

static enum dms_status
write_up_to(const struct anchors *anchors, const char *aside, const char *file,
            int64_t last, struct dms_error *error)
{
    FILE *from = fopen(aside, "re"), *to = private_stream(file);
    char *line = NULL;
    size_t room = 0;
    for (size_t i = 0; from != NULL && to != NULL && i < anchors->count; i++)
        if (getline(&line, &room, from) > 0 && anchors->items[i].id <= last)
            fputs(line, to);
    free(line);
    bool whole = from != NULL && to != NULL && fflush(to) == 0 && fsync(fileno(to)) == 0;
    if (from != NULL)
        fclose(from);
    if (to != NULL)
        whole &= fclose(to) == 0;
    return whole ? DMS_OK
                 : dms_fail(error, DMS_STORAGE, "access.anchor_write",
                            "file=%s|reason=%s", file, strerror(errno));
}

enum dms_status
audit_anchor_restore(const char *anchor_file, const char *aside, int64_t last,
                     struct dms_error *error)
{
    struct anchors anchors;
    enum dms_status st = anchors_load(anchor_file, &anchors, error);
    if (st == DMS_OK && anchors.count > 0 && rename(anchor_file, aside) != 0)
        st = dms_fail(error, DMS_STORAGE, "access.anchor_write", "file=%s|reason=%s",
                      aside, strerror(errno));
    else if (st == DMS_OK && anchors.count > 0)
        st = write_up_to(&anchors, aside, anchor_file, last, error);
    anchors_clear(&anchors);
    return st;
}

#define NOTE "audit.anchored"

enum dms_status
anchor_noted(struct storage_session *session, int64_t *id, struct dms_error *error)
{
    struct scratch *scratch = scratch_create();
    const char *text = NULL;
    enum dms_status st = session_note_get(session, NOTE, scratch, &text, error);
    *id = text != NULL ? strtoll(text, NULL, 10) : 0;
    scratch_destroy(scratch);
    return st;
}

enum dms_status
audit_anchor_note(struct storage_session *session, int64_t id, struct dms_error *error)
{
    char text[24];
    snprintf(text, sizeof(text), "%" PRId64, id);
    return session_note_set(session, NOTE, text, error);
}

static enum dms_status
need_file(struct storage_session *session, const char *file,
          const struct anchors *anchors, struct dms_error *error)
{
    int64_t noted = 0;
    enum dms_status st = anchor_noted(session, &noted, error);
    if (st != DMS_OK || noted == 0 || anchors->count > 0)
        return st;
    return dms_fail(error, DMS_DENIED, "access.anchor_gone", "file=%s|id=%" PRId64, file,
                    noted);
}

enum dms_status
audit_anchor(struct storage_session *session, const char *anchor_file, int64_t now,
             int64_t *id, struct dms_error *error)
{
    struct anchors anchors = { 0 };
    int64_t last;
    unsigned char digest[32];
    char shown[DIGEST_TEXT_SIZE], time[40], line[160];
    *id = 0;
    enum dms_status st = session_audit_last(session, &last, digest, error);
    if (st == DMS_OK)
        st = anchors_load(anchor_file, &anchors, error);
    if (st == DMS_OK)
        st = need_file(session, anchor_file, &anchors, error);
    bool there = anchors.count > 0 && anchors.items[anchors.count - 1].id >= last;
    if (st == DMS_OK && last > 0 && !there) {
        digest_print(digest, shown);
        dms_time_print(now, 0, time, sizeof(time));
        snprintf(line, sizeof(line), "%s%" PRId64 " %s %s\n", anchors.torn ? "\n" : "",
                 last, shown, time);
        st = write_line(anchor_file, line, error);
    }
    if (st == DMS_OK && last > 0)
        *id = last;
    anchors_clear(&anchors);
    return st;
}
