/*
 * A disk that fails on demand, for a whole process: preloaded (LD_PRELOAD), it lets every write and flush below the folder
 * EDGEECG_FAULTY_FOLDER fail with the error that the file EDGEECG_FAULTY_ERROR holds: "28" is a full disk (ENOSPC), "5" a
 * broken one (EIO), "30" one that was mounted read-only (EROFS). No file, or an empty one: the disk works.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) \
    static __typeof__(name) *real; \
    if (real == NULL) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static int wanted_error(void)
{
    const char *path = getenv("EDGEECG_FAULTY_ERROR");
    char digits[8] = "";
    int (*real_open)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    ssize_t (*real_read)(int, void *, size_t) = (ssize_t (*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
    int file = path == NULL ? -1 : real_open(path, O_RDONLY);
    if (file < 0) return 0;
    if (real_read(file, digits, sizeof digits - 1) < 0) digits[0] = 0;
    close(file);
    return atoi(digits);
}

static int is_below(const char *path)
{
    const char *folder = getenv("EDGEECG_FAULTY_FOLDER");
    return folder != NULL && path != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

static int fails(int file)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (!is_below(path)) return 0;
    int error = wanted_error();
    if (error == 0) return 0;
    errno = error;
    return 1;
}

ssize_t write(int file, const void *bytes, size_t count)
{
    REAL(write);
    return fails(file) ? -1 : real(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at)
{
    REAL(pwrite);
    return fails(file) ? -1 : real(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at)
{
    REAL(pwrite64);
    return fails(file) ? -1 : real(file, bytes, count, at);
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at)
{
    REAL(pwritev);
    return fails(file) ? -1 : real(file, parts, count, at);
}

int fsync(int file)
{
    REAL(fsync);
    return fails(file) ? -1 : real(file);
}

int fdatasync(int file)
{
    REAL(fdatasync);
    return fails(file) ? -1 : real(file);
}

int ftruncate(int file, off_t length)
{
    REAL(ftruncate);
    return fails(file) ? -1 : real(file, length);
}

static int refuses_open(const char *path, int flags)
{
    if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) == 0 || !is_below(path)) return 0;
    int error = wanted_error();
    if (error == 0) return 0;
    errno = error;
    return 1;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) \
    { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        if (refuses_open(path, flags)) return -1; \
        int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name); \
        return real(path, flags, mode); \
    }

OPEN(open)
OPEN(open64)
