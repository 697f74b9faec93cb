// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "core/mime/ParsedMessage.h"

#include <QByteArray>

#include <vector>

namespace tern::test {

/// A message with attachments, as the engine opens it: the text is part 1, the files follow.
class MessageMaker final {
public:
    explicit MessageMaker(QByteArray subject = "Files") : m_subject(std::move(subject)) {}

    /// \param fields  parameters of Content-Disposition: "filename=\"a.pdf\""
    MessageMaker &attach(const QByteArray &type, const QByteArray &fields, const QByteArray &content)
    {
        m_parts += "\r\n--" + boundary() + "\r\nContent-Type: " + type + "\r\nContent-Disposition: attachment; " + fields + "\r\n";
        if (type.startsWith("message/"))
            m_parts += "\r\n" + content;
        else
            m_parts += "Content-Transfer-Encoding: base64\r\n\r\n" + lines(content.toBase64());
        return *this;
    }
    MessageMaker &text(const QByteArray &text)
    {
        m_text = text;
        return *this;
    }

    [[nodiscard]] QByteArray bytes() const
    {
        return "From: Zhang Wei <zhang@example.org>\r\nTo: \"Chen Chen\" <chen@example.net>\r\nCc: li@example.net\r\nDate: Fri, 27 Nov 2026 10:00:00 +0800\r\nSubject: "
            + m_subject + "\r\nMessage-ID: <m@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=" + boundary() + "\r\n\r\n--" + boundary() + "\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + m_text + m_parts + "\r\n--" + boundary() + "--\r\n";
    }
    [[nodiscard]] engine::OpenedMessagePtr open() const
    {
        auto opened = std::make_shared<engine::OpenedMessage>();
        opened->raw = bytes();
        opened->parsed = *mime::parseMessage(opened->raw);
        return opened;
    }

private:
    [[nodiscard]] QByteArray boundary() const { return "b" + m_subject.toHex().left(40); }
    static QByteArray lines(const QByteArray &base64)
    {
        QByteArray out;
        for (qsizetype at = 0; at < base64.size(); at += 76)
            out += base64.mid(at, 76) + "\r\n";
        return out;
    }

    QByteArray m_subject;
    QByteArray m_text = "See the files.";
    QByteArray m_parts;
};

} // namespace tern::test
