/* power_disk.c - the record of a disk, and what is left of it when the power goes. */
#include "support/power_disk.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/disk.h"

#define SECTOR 512

enum power_what { POWER_WRITE, POWER_TRUNCATE, POWER_SYNC, POWER_ACKNOWLEDGE };

struct power_moment {
    enum power_what what;
    enum disk_file file;
    int64_t at;    /* bytes; of an acknowledgement the number */
    size_t size;   /* of a write */
    uint8_t *data; /* of a write; owned */
};

struct range {
    size_t at, size;
};

/* One file as far as it was synced. On the disk it stands likewise but for some ranges. */
struct image {
    uint8_t *data;
    size_t size, room;
    int file;
    struct range *unlike;
    size_t unlike_count, unlike_room;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct power_moment *moments;
static size_t moment_count, moment_room;

static struct image kept[DISK_OTHER] = { { .file = -1 }, { .file = -1 } }; /* as synced */
static size_t *waiting[DISK_OTHER]; /* moments written since the last sync */
static size_t waiting_count[DISK_OTHER], waiting_room[DISK_OTHER];
static int64_t *acknowledged;
static size_t now, acknowledged_count, acknowledged_room;

static void *
grow(void *list, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return list;
    *room = *room == 0 ? 1024 : *room * 2;
    list = realloc(list, *room * size);
    if (list == NULL)
        abort();
    return list;
}

static void
record(enum power_what what, enum disk_file file, int64_t at, const void *data,
       size_t size)
{
    struct power_moment moment = { .what = what, .file = file, .at = at, .size = size };
    if (size > 0 && (moment.data = malloc(size)) == NULL)
        abort();
    if (size > 0)
        memcpy(moment.data, data, size);
    pthread_mutex_lock(&lock);
    moments = grow(moments, moment_count, &moment_room, sizeof(*moments));
    moments[moment_count++] = moment;
    pthread_mutex_unlock(&lock);
}

static int
hear(const struct disk_deed *deed)
{
    if (deed->file == DISK_OTHER)
        return 0;
    if (deed->act == DISK_WRITE)
        record(POWER_WRITE, deed->file, deed->at, deed->data, deed->size);
    else if (deed->act == DISK_TRUNCATE)
        record(POWER_TRUNCATE, deed->file, deed->at, NULL, 0);
    else if (deed->act == DISK_SYNC)
        record(POWER_SYNC, deed->file, 0, NULL, 0);
    return 0;
}

void
power_disk_record(void)
{
    disk_listen(hear);
}

void
power_disk_acknowledge(int64_t number)
{
    record(POWER_ACKNOWLEDGE, DISK_DATABASE, number, NULL, 0);
}

size_t
power_disk_moments(void)
{
    pthread_mutex_lock(&lock);
    size_t count = moment_count;
    pthread_mutex_unlock(&lock);
    return count;
}

static void
resize(struct image *image, size_t size)
{
    if (size > image->room) {
        image->room = size * 2;
        image->data = realloc(image->data, image->room);
        if (image->data == NULL)
            abort();
    }
    if (size > image->size)
        memset(image->data + image->size, 0, size - image->size);
    image->size = size;
}

static void
mark(struct image *image, size_t at, size_t size)
{
    image->unlike = grow(image->unlike, image->unlike_count, &image->unlike_room,
                         sizeof(*image->unlike));
    image->unlike[image->unlike_count++] = (struct range){ at, size };
}

static void
keep(struct image *image, const struct power_moment *moment)
{
    size_t at = (size_t)moment->at;
    if (moment->what == POWER_TRUNCATE) {
        resize(image, at);
        return;
    }
    if (image->size < at + moment->size)
        resize(image, at + moment->size);
    memcpy(image->data + at, moment->data, moment->size);
    mark(image, at, moment->size);
}

static void
play(size_t number)
{
    const struct power_moment *moment = &moments[number];
    enum disk_file file = moment->file;
    if (moment->what == POWER_ACKNOWLEDGE) {
        acknowledged = grow(acknowledged, acknowledged_count, &acknowledged_room,
                            sizeof(*acknowledged));
        acknowledged[acknowledged_count++] = moment->at;
    } else if (moment->what == POWER_SYNC) {
        for (size_t i = 0; i < waiting_count[file]; i++)
            keep(&kept[file], &moments[waiting[file][i]]);
        waiting_count[file] = 0;
    } else {
        waiting[file] = grow(waiting[file], waiting_count[file], &waiting_room[file],
                             sizeof(*waiting[file]));
        waiting[file][waiting_count[file]++] = number;
    }
}

void
power_disk_advance(size_t moment)
{
    while (now < moment)
        play(now++);
}

const int64_t *
power_disk_acknowledged(size_t *count)
{
    *count = acknowledged_count;
    return acknowledged;
}

static void
put(int file, const uint8_t *data, size_t size, size_t at)
{
    if (pwrite(file, data, size, (off_t)at) != (ssize_t)size)
        abort();
}

static void
resize_file(int file, size_t size)
{
    if (ftruncate(file, (off_t)size) != 0)
        abort();
}

/* The disk shows again what is kept. */
static void
mend(struct image *image, const char *path)
{
    if (image->file < 0)
        image->file = open(path, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);
    if (image->file < 0)
        abort();
    for (size_t i = 0; i < image->unlike_count; i++) {
        struct range range = image->unlike[i];
        if (range.at < image->size)
            put(image->file, image->data + range.at,
                range.at + range.size > image->size ? image->size - range.at : range.size,
                range.at);
    }
    image->unlike_count = 0;
    resize_file(image->file, image->size);
}

/* The write reached the disk, or a part of it did, and nobody had asked for that yet. */
static void
leak(struct image *image, const struct power_moment *moment, size_t from, size_t size)
{
    size_t at = (size_t)moment->at + from;
    put(image->file, moment->data + from, size, at);
    mark(image, at, size);
}

static void
leak_whole(struct image *image, const struct power_moment *moment)
{
    size_t size = (size_t)moment->at;
    if (moment->what == POWER_WRITE) {
        leak(image, moment, 0, moment->size);
        return;
    }
    resize_file(image->file, size);
    if (size < image->size)
        mark(image, size, image->size - size);
}

/* Some sectors of one write; of one of them perhaps the first bytes only. */
static void
tear(struct image *image, const struct power_moment *moment, uint64_t *random)
{
    for (size_t from = 0; from < moment->size; from += SECTOR) {
        size_t rest = moment->size - from, size = rest < SECTOR ? rest : SECTOR;
        uint64_t chance = power_random(random) % 8;
        if (chance == 0)
            size = power_random(random) % (size + 1);
        if (chance < 5)
            leak(image, moment, from, size);
    }
}

/* Nothing of what waits, all of it, the first part, some writes, or some sectors. */
static void
lose(struct image *image, enum disk_file file, uint64_t *random)
{
    uint64_t way = power_random(random) % 5;
    size_t count = way == 0 ? 0 : waiting_count[file];
    if (way == 1)
        count = power_random(random) % (count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct power_moment *moment = &moments[waiting[file][i]];
        if (way == 3 && power_random(random) % 2 == 0)
            continue;
        if (way == 4 && moment->what == POWER_WRITE)
            tear(image, moment, random);
        else
            leak_whole(image, moment);
    }
}

uint64_t
power_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

void
power_disk_cut(const char *path, uint64_t *random)
{
    static const char *const ends[DISK_OTHER] = { "", "-wal" };
    char name[200];
    for (enum disk_file file = DISK_DATABASE; file < DISK_OTHER; file++) {
        snprintf(name, sizeof(name), "%s%s", path, ends[file]);
        mend(&kept[file], name);
        lose(&kept[file], file, random);
    }
    snprintf(name, sizeof(name), "%s-shm", path);
    unlink(name);
}
