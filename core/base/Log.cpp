// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Log.h"

#include <cstdio>
#include <mutex>

namespace tern {
namespace {

std::mutex &sinkMutex()
{
    static std::mutex mutex;
    return mutex;
}

std::function<void(const LogLine &)> &currentSink()
{
    static std::function<void(const LogLine &)> sink;
    return sink;
}

const char *levelName(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug: return "debug";
    case LogLevel::Info: return "info";
    case LogLevel::Warning: return "warning";
    case LogLevel::Error: return "error";
    }
    return "?";
}

} // namespace

void logLine(LogLevel level, std::string_view area, std::string_view text)
{
    const LogLine line{level, std::string(area), std::string(text)};
    const std::lock_guard lock(sinkMutex());
    if (currentSink()) {
        currentSink()(line);
        return;
    }
    if (level >= LogLevel::Warning)
        std::fprintf(stderr, "tern: %s: %s: %s\n", levelName(level), line.area.c_str(), line.text.c_str());
}

void setLogSink(std::function<void(const LogLine &)> sink)
{
    const std::lock_guard lock(sinkMutex());
    currentSink() = std::move(sink);
}

} // namespace tern
