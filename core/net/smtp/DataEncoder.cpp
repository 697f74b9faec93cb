// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/smtp/DataEncoder.h"

#include <algorithm>

namespace tern::smtp {

void DataEncoder::encode(std::string_view piece, std::string &out)
{
    const auto isLineEnd = [](char c) { return c == '\r' || c == '\n'; };
    auto at = piece.begin();
    while (at != piece.end()) {
        const char c = *at;
        if (isLineEnd(c)) {
            ++at;
            // The LF of a CRLF, whose CR has already ended the line; the two may come in different pieces.
            const bool isSecondHalf = c == '\n' && m_lastWasCr;
            m_lastWasCr = c == '\r';
            if (isSecondHalf)
                continue;
            out += "\r\n";
            m_atLineStart = true;
            continue;
        }
        m_lastWasCr = false;
        if (m_atLineStart && c == '.')
            out += '.';
        m_atLineStart = false;
        const auto end = std::find_if(at, piece.end(), isLineEnd);
        out.append(at, end);
        at = end;
    }
}

void DataEncoder::finish(std::string &out)
{
    if (!m_atLineStart)
        out += "\r\n";
    out += ".\r\n";
    m_atLineStart = true;
    m_lastWasCr = false;
}

} // namespace tern::smtp
