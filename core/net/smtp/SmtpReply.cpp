// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/smtp/SmtpReply.h"

#include <algorithm>

namespace tern::smtp {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The "class.subject.detail" at the front of a reply's text; empty if there is none.
std::string_view enhancedCodeOf(std::string_view text)
{
    const std::string_view word = text.substr(0, text.find(' '));
    const bool plausible = word.size() >= 5 && word.size() <= 9 && (word[0] == '2' || word[0] == '4' || word[0] == '5') && word[1] == '.'
                           && std::count(word.begin(), word.end(), '.') == 2 && isDigit(word.back())
                           && std::all_of(word.begin(), word.end(), [](char c) { return isDigit(c) || c == '.'; });
    return plausible ? word : std::string_view();
}

} // namespace

std::string SmtpReply::text() const
{
    const std::string enhanced = enhancedCode();
    std::string joined;
    for (const std::string &line : lines) {
        std::string_view rest = line;
        if (!joined.empty() && !enhanced.empty() && enhancedCodeOf(rest) == enhanced)
            rest.remove_prefix(std::min(rest.size(), enhanced.size() + 1));
        if (!joined.empty() && !rest.empty())
            joined += ' ';
        joined += rest;
    }
    return joined;
}

std::string SmtpReply::enhancedCode() const
{
    return lines.empty() ? std::string() : std::string(enhancedCodeOf(lines.front()));
}

Result<SmtpReplyLine> parseReplyLine(std::string_view line)
{
    const bool hasCode = line.size() >= 3 && line[0] >= '2' && line[0] <= '5' && isDigit(line[1]) && isDigit(line[2]);
    if (!hasCode || (line.size() > 3 && line[3] != ' ' && line[3] != '-'))
        return makeError(ErrorKind::ProtocolError, "smtp.reply", "not an SMTP reply: " + std::string(line.substr(0, 100)));
    SmtpReplyLine parsed;
    parsed.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    parsed.isLast = line.size() == 3 || line[3] == ' ';
    parsed.text = line.size() > 4 ? line.substr(4) : std::string_view();
    return parsed;
}

Error errorFromReply(const SmtpReply &reply, ErrorKind otherwise, std::string where)
{
    const std::string detail = std::to_string(reply.code) + " " + reply.text();
    const std::string enhanced = reply.enhancedCode();
    if (reply.code == 421)
        return makeError(ErrorKind::ServerBye, std::move(where), detail);
    if (enhanced.ends_with(".2.2"))
        return makeError(ErrorKind::QuotaExceeded, std::move(where), detail);
    if (reply.isTemporary())
        return makeError(ErrorKind::ServerBusy, std::move(where), detail);
    if (enhanced == "5.3.4" || enhanced == "5.2.3")
        return makeError(ErrorKind::MessageTooLarge, std::move(where), detail);
    if (reply.code == 552)
        return makeError(enhanced.empty() ? ErrorKind::MessageTooLarge : otherwise, std::move(where), detail);
    if (reply.code == 530)
        return makeError(ErrorKind::AuthenticationFailed, std::move(where), detail);
    return makeError(otherwise, std::move(where), detail);
}

} // namespace tern::smtp
