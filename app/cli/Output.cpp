// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Output.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>
#include <cwchar>

namespace tern::cli {
namespace {

/// Columns on a terminal; Han characters take two.
int widthOf(const QString &text)
{
    int width = 0;
    for (const uint code : text.toUcs4())
        width += std::max(wcwidth(static_cast<wchar_t>(code)), 0);
    return width;
}

/// One line, nothing that steers a terminal.
QString plain(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = QLatin1Char(' ');
    }
    return text;
}

QString cell(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool: return value.toBool() ? QStringLiteral("yes") : QString();
    case QJsonValue::Double: return QString::number(value.toInteger());
    case QJsonValue::String: return plain(value.toString());
    case QJsonValue::Array: {
        QStringList parts;
        for (const QJsonValue &one : value.toArray())
            parts.append(cell(one));
        return parts.join(QStringLiteral(", "));
    }
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        const QString name = cell(object.value(QLatin1String("name")));
        const QString address = cell(object.value(QLatin1String("address")));
        if (!name.isEmpty() || !address.isEmpty())
            return name.isEmpty() ? address : name;
        QStringList parts;
        for (auto entry = object.begin(); entry != object.end(); ++entry)
            parts.append(entry.key() + QLatin1Char('=') + cell(entry.value()));
        return parts.join(QLatin1Char(' '));
    }
    default: return {};
    }
}

} // namespace

void Output::write(const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
    std::fflush(stdout);
}

void Output::object(const QJsonObject &object)
{
    const std::lock_guard lock(m_mutex);
    if (m_json)
        return write(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
    if (!m_columns.isEmpty()) {
        QStringList row;
        for (const QString &key : m_columns)
            row.append(cell(object.value(key)));
        m_rows.push_back(std::move(row));
        return;
    }
    for (auto entry = object.begin(); entry != object.end(); ++entry)
        write((entry.key() + QStringLiteral(": ") + cell(entry.value()) + QLatin1Char('\n')).toUtf8());
}

void Output::beginTable(QStringList keys)
{
    const std::lock_guard lock(m_mutex);
    m_columns = std::move(keys);
    m_rows.clear();
}

void Output::endTable()
{
    const std::lock_guard lock(m_mutex);
    const QStringList columns = std::exchange(m_columns, {});
    const auto rows = std::exchange(m_rows, {});
    if (m_json || columns.isEmpty())
        return;
    constexpr int kWidest = 48;
    std::vector<int> widths;
    for (const QString &column : columns)
        widths.push_back(widthOf(column));
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[static_cast<std::size_t>(i)] = std::max(widths[static_cast<std::size_t>(i)], std::min(widthOf(row[i]), kWidest));
    }
    const auto print = [&](const QStringList &row) {
        QString text;
        for (qsizetype i = 0; i < row.size(); ++i) {
            text += row[i];
            if (i + 1 < row.size())
                text += QString(std::max(widths[static_cast<std::size_t>(i)] - widthOf(row[i]), 0) + 2, QLatin1Char(' '));
        }
        write((text + QLatin1Char('\n')).toUtf8());
    };
    print(columns);
    for (const QStringList &row : rows)
        print(row);
}

void Output::line(const QString &text)
{
    const std::lock_guard lock(m_mutex);
    if (!m_json)
        write((plain(text) + QLatin1Char('\n')).toUtf8());
}

int Output::failure(const QString &text)
{
    const std::lock_guard lock(m_mutex);
    std::fprintf(stderr, "tern-cli: %s\n", plain(text).toUtf8().constData());
    return kFailed;
}

int Output::failure(const Error &error)
{
    failure(sentence(error));
    return error.kind == ErrorKind::ProfileInUse ? kProfileInUse : kFailed;
}

int Output::wrongUsage(const QString &text)
{
    failure(text + QStringLiteral(" (see tern-cli --help)"));
    return kWrongUsage;
}

void Output::raw(const QByteArray &bytes)
{
    const std::lock_guard lock(m_mutex);
    write(bytes);
}

QString sentence(const Error &error)
{
    const QString detail = QString::fromStdString(error.detail);
    const auto say = [&](const char *text) -> QString { return QString::fromUtf8(text) + (detail.isEmpty() ? QString() : QStringLiteral(": ") + detail); };
    switch (error.kind) {
    case ErrorKind::HostNotFound: return say("the server's name is not known");
    case ErrorKind::Offline: return say("there is no network");
    case ErrorKind::ConnectionRefused: return say("the server refuses connections");
    case ErrorKind::ConnectionLost: return say("the connection was lost");
    case ErrorKind::Timeout: return say("the server does not answer");
    case ErrorKind::TlsFailed: return say("no encrypted connection could be made");
    case ErrorKind::CertificateInvalid: return say("the server's certificate is not acceptable");
    case ErrorKind::AuthenticationFailed: return say("the server refused user name or password");
    case ErrorKind::AuthenticationUnavailable: return say("there is no way of signing in that both know");
    case ErrorKind::CaptivePortal: return say("this network wants you to sign in on a web page first; no password was sent");
    case ErrorKind::ProxyFailed: return say("the proxy did not make the connection");
    case ErrorKind::ProxySignInFailed: return say("the proxy did not accept the name or password");
    case ErrorKind::LoginDisabled: return say("the server forbids signing in on this connection");
    case ErrorKind::PasswordNeeded: return say("no password is stored for this account");
    case ErrorKind::ConfirmationNeeded: return say("it has to be confirmed first");
    case ErrorKind::ServerRefused: return say("the server refused");
    case ErrorKind::ServerBusy: return say("the server asks to try later");
    case ErrorKind::RecipientRefused: return say("recipients were refused");
    case ErrorKind::SenderRefused: return say("the sender was refused");
    case ErrorKind::QuotaExceeded: return say("the mailbox is full");
    case ErrorKind::MailboxMissing: return say("the folder is not there");
    case ErrorKind::MessageMissing: return say("the message is not there any more");
    case ErrorKind::OutcomeUnknown: return say("nobody can know whether it arrived");
    case ErrorKind::InvalidInput: return say(error.where == "engine.account_off" ? "this account is switched off" : "this can't be used");
    case ErrorKind::NotFound: return say("not found");
    case ErrorKind::DiskFull: return say("the disk is full");
    case ErrorKind::ReadOnly: return say("it can't be written to");
    case ErrorKind::ProfileInUse: return say("the profile is in use");
    case ErrorKind::StorageDamaged: return say("the profile is damaged");
    default: return QString::fromStdString(error.toString());
    }
}

} // namespace tern::cli
