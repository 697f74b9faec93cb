// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace tern {

enum class LogLevel { Debug, Info, Warning, Error };

struct LogLine {
    LogLevel level = LogLevel::Info;
    std::string area;    ///< "imap", "store"…
    std::string text;    ///< one line, no secrets, no message text
};

/// Writes one line to the current sink (standard error, warnings and above, until setLogSink).
/// Thread: any.
void logLine(LogLevel level, std::string_view area, std::string_view text);

/// Replaces the sink; an empty function restores the default. Tests use it to fail on unexpected warnings.
/// Thread: any; the sink is called under a lock and must not log.
void setLogSink(std::function<void(const LogLine &)> sink);

inline void logDebug(std::string_view area, std::string_view text) { logLine(LogLevel::Debug, area, text); }
inline void logInfo(std::string_view area, std::string_view text) { logLine(LogLevel::Info, area, text); }
inline void logWarning(std::string_view area, std::string_view text) { logLine(LogLevel::Warning, area, text); }
inline void logError(std::string_view area, std::string_view text) { logLine(LogLevel::Error, area, text); }

} // namespace tern
