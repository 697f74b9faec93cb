// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/TextFiles.h"

#include "core/mime/TransferDecoding.h"

#include <algorithm>
#include <optional>

namespace tern::mime {
namespace {

constexpr std::size_t kMostFiles = 100;

struct Lines {
    std::string_view text;
    std::size_t at = 0;

    [[nodiscard]] bool atEnd() const { return at >= text.size(); }
    /// The next line without its end.
    std::string_view take()
    {
        const auto newline = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, newline - at);
        at = std::min(newline + 1, text.size());
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        return line;
    }
};

/// "begin 644 name": the name.
std::optional<std::string_view> uuName(std::string_view line)
{
    if (!line.starts_with("begin ") || line.size() < 11)
        return std::nullopt;
    std::size_t at = 6;
    while (at < line.size() && line[at] >= '0' && line[at] <= '7')
        ++at;
    if (at < 9 || at > 10 || at + 1 >= line.size() || line[at] != ' ')
        return std::nullopt;
    return line.substr(at + 1);
}

/// From behind the "begin" line to behind the "end" line; nothing if it isn't what it seems.
std::optional<EmbeddedFile> readUuencoded(Lines &lines, std::string_view name)
{
    std::string content;
    Lines look = lines;
    while (!look.atEnd()) {
        const std::string_view line = look.take();
        if (line == "end") {
            lines = look;
            return EmbeddedFile{std::string(name), QByteArray::fromStdString(content), {}, {}};
        }
        // Programs strip spaces at the end of a line; the last line may be empty.
        if (!line.empty() && !decodeUuLine(line, content))
            break;
    }
    return std::nullopt;
}

/// "line=128 size=12 name=a b.txt": the value of `key`; the name goes to the end of the line.
std::string_view yencValue(std::string_view line, std::string_view key)
{
    const auto at = line.find(key);
    if (at == std::string_view::npos)
        return {};
    const std::string_view rest = line.substr(at + key.size());
    return key == " name=" ? rest : rest.substr(0, rest.find(' '));
}

std::size_t number(std::string_view digits)
{
    std::size_t value = 0;
    for (const char c : digits.substr(0, 12)) {
        if (c < '0' || c > '9')
            break;
        value = value * 10 + static_cast<std::size_t>(c - '0');
    }
    return value;
}

void decodeYencLine(std::string_view line, std::string &out)
{
    for (std::size_t i = 0; i < line.size(); ++i) {
        auto value = static_cast<unsigned char>(line[i]);
        if (line[i] == '=' && i + 1 < line.size())
            value = static_cast<unsigned char>(static_cast<unsigned char>(line[++i]) - 64);
        out += static_cast<char>(static_cast<unsigned char>(value - 42));
    }
}

std::optional<EmbeddedFile> readYenc(Lines &lines, std::string_view header, bool &damaged)
{
    std::string content;
    Lines look = lines;
    while (!look.atEnd()) {
        const std::string_view line = look.take();
        if (line.starts_with("=ypart "))
            continue;
        if (line.starts_with("=yend")) {
            damaged = damaged || number(yencValue(line, " size=")) != content.size();
            lines = look;
            return EmbeddedFile{std::string(yencValue(header, " name=")), QByteArray::fromStdString(content), {}, {}};
        }
        decodeYencLine(line.starts_with("..") ? line.substr(1) : line, content);
    }
    return std::nullopt;
}

} // namespace

bool mayHoldFiles(std::string_view text)
{
    return text.find("begin ") != std::string_view::npos && (text.starts_with("begin ") || text.find("\nbegin ") != std::string_view::npos
                                                              || text.starts_with("=ybegin ") || text.find("\n=ybegin ") != std::string_view::npos);
}

TextAndFiles takeFilesOut(std::string_view text)
{
    TextAndFiles result;
    Lines lines{text};
    std::size_t kept = 0;        // where what is not yet in result.text begins
    int failures = 0;            // each may have looked to the end
    while (!lines.atEnd() && result.files.size() < kMostFiles && failures < 8) {
        const std::size_t begin = lines.at;
        const std::string_view line = lines.take();
        std::optional<EmbeddedFile> file;
        if (const auto name = uuName(line))
            file = readUuencoded(lines, *name);
        else if (line.starts_with("=ybegin "))
            file = readYenc(lines, line, result.damaged);
        else
            continue;
        if (!file) {
            ++failures;
            continue;
        }
        result.text += text.substr(kept, begin - kept);
        kept = lines.at;
        result.files.push_back(*std::move(file));
    }
    result.text += text.substr(kept);
    return result;
}

} // namespace tern::mime
