// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/DateField.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <vector>

namespace tern::mime {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonthNames{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Zone {
    std::string_view name;
    int minutes;
};
constexpr std::array kZones{Zone{"ut", 0}, Zone{"utc", 0}, Zone{"gmt", 0}, Zone{"z", 0}, Zone{"est", -300}, Zone{"edt", -240}, Zone{"cst", -360},
                            Zone{"cdt", -300}, Zone{"mst", -420}, Zone{"mdt", -360}, Zone{"pst", -480}, Zone{"pdt", -420}, Zone{"cet", 60},
                            Zone{"cest", 120}, Zone{"jst", 540}, Zone{"hkt", 480}};

/// Words and numbers; comments in parentheses left out.
std::vector<std::string> tokens(std::string_view value)
{
    std::vector<std::string> out;
    int depth = 0;
    std::string current;
    const auto end = [&] {
        if (!current.empty())
            out.push_back(std::move(current));
        current.clear();
    };
    for (const char c : value.substr(0, 200)) {
        if (c == '(') {
            ++depth;
            end();
        } else if (c == ')') {
            depth = depth > 0 ? depth - 1 : 0;
        } else if (depth > 0) {
            continue;
        } else if (c == ' ' || c == '\t' || c == ',' || c == '\r' || c == '\n') {
            end();
        } else {
            current += (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
        }
    }
    end();
    return out;
}

std::optional<int> number(std::string_view text)
{
    if (text.empty() || text.size() > 4)
        return std::nullopt;
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<int> month(std::string_view text)
{
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
        if (text.size() >= 3 && text.substr(0, 3) == kMonths[i])
            return static_cast<int>(i) + 1;
    }
    return std::nullopt;
}

std::optional<int> zoneMinutes(std::string_view text)
{
    for (const std::string_view prefix : {"gmt", "utc"}) {
        if (text.size() > 3 && text.substr(0, 3) == prefix)
            text.remove_prefix(3);
    }
    for (const Zone &zone : kZones) {
        if (zone.name == text)
            return zone.minutes;
    }
    if (text.size() < 3 || (text[0] != '+' && text[0] != '-'))
        return std::nullopt;
    std::string digits;
    for (const char c : text.substr(1)) {
        if (c != ':')
            digits += c;
    }
    if (digits.size() == 2)
        digits += "00";
    const auto value = digits.size() == 4 ? number(digits) : std::nullopt;
    if (!value || *value / 100 > 15 || *value % 100 > 59)
        return std::nullopt;
    const int minutes = *value / 100 * 60 + *value % 100;
    return text[0] == '-' ? -minutes : minutes;
}

struct TimeOfDay {
    int hour = 0, minute = 0, second = 0;
};

std::optional<TimeOfDay> timeOfDay(std::string_view text)
{
    std::array<int, 3> parts{0, 0, 0};
    std::size_t count = 0;
    while (count < 3) {
        const auto colon = text.find(':');
        std::string_view piece = text.substr(0, colon);
        if (count == 2)
            piece = piece.substr(0, piece.find('.'));
        const auto value = number(piece);
        if (!value)
            return std::nullopt;
        parts[count++] = *value;
        if (colon == std::string_view::npos)
            break;
        text.remove_prefix(colon + 1);
    }
    if (count < 2 || parts[0] > 24 || parts[1] > 59 || parts[2] > 61)
        return std::nullopt;
    return TimeOfDay{parts[0], parts[1], parts[2]};
}

} // namespace

std::optional<DateField> parseDateField(std::string_view value)
{
    std::optional<int> day;
    std::optional<int> monthNumber;
    std::optional<int> year;
    std::optional<TimeOfDay> time;
    std::optional<int> offset;
    for (const std::string &token : tokens(value)) {
        if (!time && token.find(':') != std::string::npos && token[0] >= '0' && token[0] <= '9') {
            time = timeOfDay(token);
        } else if (const auto value2 = number(token)) {
            if (!day)
                day = value2;
            else if (!year)
                year = value2;
        } else if (!monthNumber && month(token)) {
            monthNumber = month(token);
        } else if (time && !offset) {
            offset = zoneMinutes(token);
        } else if (token.size() > 5 && token.find('-') != std::string::npos && !day) {
            // "23-Nov-2026"
            const auto first = token.find('-');
            const auto second = token.find('-', first + 1);
            if (second == std::string::npos)
                continue;
            day = number(std::string_view(token).substr(0, first));
            monthNumber = month(std::string_view(token).substr(first + 1, second - first - 1));
            year = number(std::string_view(token).substr(second + 1));
        }
    }
    if (!day || !monthNumber || !year)
        return std::nullopt;
    if (*day > 31 && *year <= 31)
        std::swap(*day, *year);
    if (*year < 50)
        *year += 2000;
    else if (*year < 1000)
        *year += 1900;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*monthNumber)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok() || *year < 1900)
        return std::nullopt;
    const TimeOfDay clock = time.value_or(TimeOfDay{});
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    const std::int64_t seconds = days * 86'400 + clock.hour * 3'600 + clock.minute * 60 + clock.second - offset.value_or(0) * 60;
    return DateField{seconds * 1'000, offset.value_or(0)};
}

std::string formatDateField(const DateField &date)
{
    const std::int64_t local = date.at / 1'000 + static_cast<std::int64_t>(date.offsetMinutes) * 60;
    std::int64_t days = local / 86'400;
    std::int64_t rest = local % 86'400;
    if (rest < 0) {
        rest += 86'400;
        --days;
    }
    const std::chrono::sys_days at{std::chrono::days(days)};
    const std::chrono::year_month_day ymd{at};
    const auto weekday = std::chrono::weekday(at).c_encoding();
    const int minutes = date.offsetMinutes < 0 ? -date.offsetMinutes : date.offsetMinutes;
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %u %s %04d %02d:%02d:%02d %c%02d%02d", kDays[weekday].data(),
                  static_cast<unsigned>(ymd.day()), kMonthNames[static_cast<unsigned>(ymd.month()) - 1].data(), static_cast<int>(ymd.year()),
                  static_cast<int>(rest / 3'600), static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60),
                  date.offsetMinutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
    return text.data();
}

} // namespace tern::mime
