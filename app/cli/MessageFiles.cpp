// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/MessageFiles.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>
#include <QTimeZone>

#include <unistd.h>

namespace tern::cli {
namespace {

constexpr qsizetype kLargestMessage = 200'000'000;

struct MaildirFlag {
    char letter;
    store::Flag flag;
};
constexpr MaildirFlag kMaildirFlags[] = {
    {'D', store::FlagDraft}, {'F', store::FlagFlagged}, {'P', store::FlagForwarded}, {'R', store::FlagAnswered}, {'S', store::FlagSeen}, {'T', store::FlagDeleted}};

Error ioError(const QFile &file)
{
    return makeError(ErrorKind::Io, "cli.files", QString(file.fileName() + QStringLiteral(": ") + file.errorString()).toStdString());
}

QByteArray withLf(QByteArray raw)
{
    return raw.replace("\r\n", "\n");
}

/// Every line ends in CRLF, whatever it ended in.
QByteArray withCrLf(const QByteArray &raw)
{
    QByteArray out;
    out.reserve(raw.size() + raw.size() / 32);
    for (qsizetype at = 0; at < raw.size(); ++at) {
        if (raw[at] == '\n' && (at == 0 || raw[at - 1] != '\r'))
            out += '\r';
        out += raw[at];
    }
    return out;
}

/// "From " behind any number of '>'.
bool isFromLine(QByteArrayView line)
{
    qsizetype at = 0;
    while (at < line.size() && line[at] == '>')
        ++at;
    return line.sliced(at).startsWith("From ");
}

Result<void> writeNew(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(bytes) != bytes.size() || !file.flush())
        return ioError(file);
    return {};
}

class Mbox final : public MessageFileWriter {
public:
    explicit Mbox(const QString &path) : m_file(path) {}
    Result<void> open()
    {
        return m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly) ? Result<void>() : Result<void>(ioError(m_file));
    }
    Result<void> write(const FiledMessage &message) override
    {
        const QString sender = message.sender.isEmpty() ? QStringLiteral("MAILER-DAEMON") : QString(message.sender).replace(QLatin1Char(' '), QLatin1Char('_'));
        const QString date = QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(message.date, QTimeZone::utc()), QStringLiteral("ddd MMM dd HH:mm:ss yyyy"));
        QByteArray out = "From " + sender.toUtf8() + ' ' + date.toLatin1() + '\n';
        const QByteArray raw = withLf(message.raw);
        for (qsizetype at = 0; at < raw.size();) {
            const qsizetype end = raw.indexOf('\n', at);
            const QByteArrayView line = QByteArrayView(raw).sliced(at, (end < 0 ? raw.size() : end) - at);
            if (isFromLine(line))
                out += '>';
            out += line;
            out += '\n';
            at = end < 0 ? raw.size() : end + 1;
        }
        out += '\n';
        return m_file.write(out) == out.size() && m_file.flush() ? Result<void>() : Result<void>(ioError(m_file));
    }

private:
    QFile m_file;
};

class Eml final : public MessageFileWriter {
public:
    explicit Eml(QDir folder) : m_folder(std::move(folder)) {}
    Result<void> write(const FiledMessage &message) override
    {
        QString path;
        do {
            path = m_folder.filePath(QStringLiteral("%1.eml").arg(++m_number, 6, 10, QLatin1Char('0')));
        } while (QFile::exists(path));
        return writeNew(path, message.raw);
    }

private:
    const QDir m_folder;
    int m_number = 0;
};

class Maildir final : public MessageFileWriter {
public:
    explicit Maildir(QDir folder) : m_folder(std::move(folder)) {}
    Result<void> write(const FiledMessage &message) override
    {
        const qint64 seconds = (message.date != 0 ? message.date : QDateTime::currentMSecsSinceEpoch()) / 1000;
        QString flags;
        for (const MaildirFlag &known : kMaildirFlags) {
            if ((message.flags & known.flag) != 0)
                flags += QLatin1Char(known.letter);
        }
        const QString unique = QStringLiteral("%1.P%2Q%3.tern").arg(seconds).arg(::getpid()).arg(++m_number);
        const QString temporary = m_folder.filePath(QStringLiteral("tmp/") + unique);
        if (auto written = writeNew(temporary, withLf(message.raw)); !written)
            return written;
        QFile file(temporary);
        return file.rename(m_folder.filePath(QStringLiteral("cur/") + unique + QStringLiteral(":2,") + flags)) ? Result<void>() : Result<void>(ioError(file));
    }

private:
    const QDir m_folder;
    int m_number = 0;
};

Result<QDir> madeFolder(const QString &path)
{
    QDir folder(path);
    if (!folder.mkpath(QStringLiteral(".")))
        return makeError(ErrorKind::Io, "cli.files", path.toStdString());
    return folder;
}

/// One message file into `take`. \return what `take` said; true when it was skipped.
bool readOne(const QString &path, store::Flags flags, const std::function<bool(FiledMessage)> &take, const std::function<void(const QString &, const QString &)> &skipped)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        skipped(path, file.errorString());
        return true;
    }
    if (file.size() == 0 || file.size() > kLargestMessage) {
        skipped(path, file.size() == 0 ? QStringLiteral("it is empty") : QStringLiteral("it is too large"));
        return true;
    }
    return take({withCrLf(file.readAll()), flags, 0, {}});
}

/// Reads an mbox of any of its four dialects: a From_ line at the beginning or behind an empty line begins a message.
void readMbox(QFile &file, const std::function<bool(FiledMessage)> &take, const std::function<void(const QString &, const QString &)> &skipped)
{
    QByteArray message;
    bool isFirst = true;
    bool afterEmpty = true;
    const auto flush = [&] {
        if (message.endsWith("\r\n\r\n"))
            message.chop(2);        // the empty line before the next From_
        const bool goesOn = message.size() > kLargestMessage ? (skipped(file.fileName(), QStringLiteral("a message is too large")), true)
                                                             : message.isEmpty() || take({std::exchange(message, {}), 0, 0, {}});
        message.clear();
        return goesOn;
    };
    while (!file.atEnd()) {
        QByteArray line = file.readLine();
        while (line.endsWith('\n') || line.endsWith('\r'))
            line.chop(1);
        if (afterEmpty && line.startsWith("From ")) {
            if (!isFirst && !flush())
                return;
            isFirst = false;
            afterEmpty = false;
            continue;
        }
        afterEmpty = line.isEmpty();
        if (line.startsWith('>') && isFromLine(line))
            line.remove(0, 1);
        if (message.size() <= kLargestMessage)
            message += line + "\r\n";
    }
    static_cast<void>(flush());
}

void readFolder(const QDir &folder, const std::function<bool(FiledMessage)> &take, const std::function<void(const QString &, const QString &)> &skipped)
{
    const bool isMaildir = folder.exists(QStringLiteral("cur")) && folder.exists(QStringLiteral("new"));
    const QStringList parts = isMaildir ? QStringList{QStringLiteral("cur"), QStringLiteral("new")} : QStringList{QStringLiteral(".")};
    for (const QString &part : parts) {
        const QDir inside(folder.filePath(part));
        for (const QString &name : inside.entryList(QDir::Files, QDir::Name)) {
            if (!isMaildir && !name.endsWith(QLatin1String(".eml"), Qt::CaseInsensitive)) {
                skipped(inside.filePath(name), QStringLiteral("no .eml file"));
                continue;
            }
            store::Flags flags = 0;
            const auto info = name.indexOf(QLatin1String(":2,"));
            for (const MaildirFlag &known : kMaildirFlags) {
                if (isMaildir && info >= 0 && name.indexOf(QLatin1Char(known.letter), info + 3) >= 0)
                    flags |= known.flag;
            }
            if (!readOne(inside.filePath(name), flags, take, skipped))
                return;
        }
    }
}

} // namespace

Result<std::unique_ptr<MessageFileWriter>> mboxWriter(const QString &file)
{
    auto writer = std::make_unique<Mbox>(file);
    if (auto opened = writer->open(); !opened)
        return opened.error();
    return std::unique_ptr<MessageFileWriter>(std::move(writer));
}

Result<std::unique_ptr<MessageFileWriter>> emlWriter(const QString &path)
{
    auto folder = madeFolder(path);
    if (!folder)
        return folder.error();
    return std::unique_ptr<MessageFileWriter>(std::make_unique<Eml>(*folder));
}

Result<std::unique_ptr<MessageFileWriter>> maildirWriter(const QString &path)
{
    for (const char *part : {"tmp", "new", "cur"}) {
        if (auto folder = madeFolder(QDir(path).filePath(QString::fromLatin1(part))); !folder)
            return folder.error();
    }
    return std::unique_ptr<MessageFileWriter>(std::make_unique<Maildir>(QDir(path)));
}

Result<void> readMessageFiles(const QString &path, const std::function<bool(FiledMessage)> &take,
                              const std::function<void(const QString &, const QString &)> &skipped)
{
    const QFileInfo info(path);
    if (!info.exists())
        return makeError(ErrorKind::NotFound, "cli.files", path.toStdString());
    if (info.isDir()) {
        readFolder(QDir(path), take, skipped);
        return {};
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return ioError(file);
    if (!file.peek(5).startsWith("From ")) {
        static_cast<void>(readOne(path, 0, take, skipped));
        return {};
    }
    readMbox(file, take, skipped);
    return {};
}

} // namespace tern::cli
