/* replay.c - feeds files to a fuzz target, so that what was once found stays found in every
 * test run, without libFuzzer. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
    free(data);
}

int
main(int argc, char **argv)
{
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++) {
        struct dirent **names = NULL;
        int count = scandir(argv[i], &names, NULL, alphasort);
        for (int n = 0; n < count; n++) {
            char path[4096];
            if (snprintf(path, sizeof path, "%s/%s", argv[i], names[n]->d_name) <
                    (int)sizeof path &&
                names[n]->d_name[0] != '.')
                replay_file(path);
            free(names[n]);
        }
        free(names);
        printf("%s: %d entries\n", argv[i], count);
    }
    return 0;
}
