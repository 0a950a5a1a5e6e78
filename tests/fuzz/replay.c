/* replay.c - feeds files to a fuzz target, and then as often as RUNS pieces of them put together
 * otherwise: what was once found stays found in every test run, without libFuzzer.
 *
 * The pieces are drawn the same every time; DMS_LONG draws others, and many more. What brought a
 * target down stays in the file NAME_last. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "support/long_form.h"

#ifndef RUNS /* a target that is slow has fewer */
#define RUNS 3000
#endif
#define LONG_RUNS 100000
#define MOST      4096 /* bytes of a changed input */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seed {
    uint8_t *data;
    size_t size;
};

static struct seed *seeds;
static size_t seed_count;
static uint64_t chance = 88172645463325252u;

static size_t
draw(size_t below)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return below == 0 ? 0 : (size_t)(chance % below);
}

static void
keep(uint8_t *data, size_t size)
{
    seeds = realloc(seeds, (seed_count + 1) * sizeof(*seeds));
    if (seeds == NULL)
        abort();
    seeds[seed_count++] = (struct seed){ data, size };
}

static void
replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return;
    size_t size = 0, room = 1 << 16, got;
    uint8_t *data = malloc(room);
    while (data != NULL && (got = fread(data + size, 1, room - size, file)) > 0) {
        size += got;
        if (size == room)
            data = realloc(data, room *= 2);
    }
    fclose(file);
    if (data == NULL)
        abort();
    LLVMFuzzerTestOneInput(data, size);
    keep(data, size);
}

static void
replay_folder(const char *folder)
{
    struct dirent **names = NULL;
    int count = scandir(folder, &names, NULL, alphasort);
    for (int n = 0; n < count; n++) {
        char path[4096];
        int size = snprintf(path, sizeof path, "%s/%s", folder, names[n]->d_name);
        if (size < (int)sizeof path && names[n]->d_name[0] != '.')
            replay_file(path);
        free(names[n]);
    }
    free(names);
}

/* From AT on, SIZE bytes of INPUT make place for COUNT bytes of FROM. */
static size_t
splice(uint8_t *input, size_t length, size_t at, size_t size, const uint8_t *from,
       size_t count)
{
    size_t rest = length - at - size;
    if (at + count + rest > MOST)
        return length;
    memmove(input + at + count, input + at + size, rest);
    if (count > 0)
        memcpy(input + at, from, count);
    return at + count + rest;
}

/* Something goes, or a piece of another seed comes, in its place or between. */
static size_t
change(uint8_t *input, size_t length)
{
    size_t at = draw(length + 1), size = draw(length - at + 1) % 40;
    const struct seed *other = &seeds[draw(seed_count)];
    size_t begin = draw(other->size + 1), count = draw(other->size - begin + 1) % 200;
    uint8_t byte = (uint8_t)draw(256);
    switch (draw(6)) {
    case 0:
        if (at < length)
            input[at] = (uint8_t)(input[at] ^ (1 << draw(8)));
        return length;
    case 1:
        return splice(input, length, at, 0, &byte, 1);
    case 2:
        return splice(input, length, at, size, NULL, 0);
    case 3:
        return at;
    case 4:
        return splice(input, length, at, 0, other->data + begin, count);
    default:
        return splice(input, length, at, size, other->data + begin, count);
    }
}

static void
note(const char *path, const uint8_t *input, size_t length)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(input, 1, length, file) != length || fclose(file) != 0)
        abort();
}

static void
run_changed(const char *last)
{
    static uint8_t input[MOST];
    const struct seed *seed = &seeds[draw(seed_count)];
    size_t length = seed->size < MOST ? seed->size : MOST;
    memcpy(input, seed->data, length);
    for (size_t i = 1 + draw(4); i > 0; i--)
        length = change(input, length);
    note(last, input, length);
    LLVMFuzzerTestOneInput(input, length);
}

int
main(int argc, char **argv)
{
    char last[4096];
    size_t runs = RUNS;
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++)
        replay_folder(argv[i]);
    if (test_is_long()) {
        runs = LONG_RUNS;
        chance = (uint64_t)time(NULL) * 2 + 1;
        printf("drawn from %llu\n", (unsigned long long)chance);
    }
    snprintf(last, sizeof last, "%s_last", strrchr(argv[0], '/') + 1);
    for (size_t i = 0; i < runs && seed_count > 0; i++)
        run_changed(last);
    printf("%zu seeds, %zu changed ones\n", seed_count, runs);
    for (size_t i = 0; i < seed_count; i++)
        free(seeds[i].data);
    free(seeds);
    return remove(last);
}
