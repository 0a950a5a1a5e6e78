/* library_fuzz.c - any bytes in a plugin's folder are judged without being run, as manifest
 * and as library. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugin/item.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
write_file(const char *path, const uint8_t *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL || (size > 0 && fwrite(data, 1, size, file) != size))
        abort();
    fclose(file);
}

static char dir[] = "/tmp/dms-fuzz-XXXXXX";

static void
remove_dir(void)
{
    rmdir(dir);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool made;
    char folder[64], manifest[96], library[96];
    struct scratch *memory = scratch_create();
    struct plugin_item item = { 0 };
    if (!made && mkdtemp(dir) == NULL)
        abort();
    if (!made)
        atexit(remove_dir);
    made = true;
    snprintf(folder, sizeof(folder), "%s/mine", dir);
    snprintf(manifest, sizeof(manifest), "%s/plugin.json", folder);
    snprintf(library, sizeof(library), "%s/mine.so", folder);
    mkdir(folder, 0755);
    write_file(manifest, data, size);
    write_file(library, data, size);
    struct dms_error error = { 0 };
    plugin_manifest_load(&item, folder, memory, &error);
    if (plugin_file_format(&item, &item.reason) != DMS_OK &&
        dms_error_key(&item.reason)[0] == '\0')
        abort();
    unlink(manifest);
    unlink(library);
    rmdir(folder);
    scratch_destroy(memory);
    return 0;
}
