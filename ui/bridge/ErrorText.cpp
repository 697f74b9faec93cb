// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/ErrorText.h"

#include "ui/bridge/StatusCodeText.h"

#include <QCoreApplication>

namespace tern::ui {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("ErrorText", text);
}

const char *sentenceFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled: return QT_TRANSLATE_NOOP("ErrorText", "Stopped before it was done. Start it again when you like.");
    case ErrorKind::HostNotFound: return QT_TRANSLATE_NOOP("ErrorText", "There is no server of that name. Check the server's name in the account's settings.");
    case ErrorKind::Offline: return QT_TRANSLATE_NOOP("ErrorText", "No network. Tern goes on by itself when you are connected again.");
    case ErrorKind::ConnectionRefused: return QT_TRANSLATE_NOOP("ErrorText", "The server does not answer on that port. Check the port and the kind of security.");
    case ErrorKind::ConnectionLost: return QT_TRANSLATE_NOOP("ErrorText", "The connection was lost. Tern tries again by itself.");
    case ErrorKind::Timeout: return QT_TRANSLATE_NOOP("ErrorText", "The server took too long to answer. Tern tries again by itself.");
    case ErrorKind::TlsFailed: return QT_TRANSLATE_NOOP("ErrorText", "A secure connection could not be made, so nothing was sent. Check the port and the kind of security.");
    case ErrorKind::CertificateInvalid: return QT_TRANSLATE_NOOP("ErrorText", "The server's certificate is not valid, so nothing was sent. Look at the certificate and ask whoever runs the server.");
    case ErrorKind::CaptivePortal: return QT_TRANSLATE_NOOP("ErrorText", "This network wants you to sign in on a web page first. Open a browser and do that; Tern goes on by itself. No password was sent.");
    case ErrorKind::ProxyFailed: return QT_TRANSLATE_NOOP("ErrorText", "The proxy did not make the connection. Check the proxy in the settings; its own words are under the details.");
    case ErrorKind::ProxySignInFailed: return QT_TRANSLATE_NOOP("ErrorText", "The proxy did not accept the name or password. Enter them again in the settings.");
    case ErrorKind::LoginDisabled: return QT_TRANSLATE_NOOP("ErrorText", "The server allows no sign-in on this connection. Choose TLS or STARTTLS in the account's settings.");
    case ErrorKind::AuthenticationFailed: return QT_TRANSLATE_NOOP("ErrorText", "The server did not accept the name or password. Enter the password again; some providers want an authorization code instead.");
    case ErrorKind::AuthenticationUnavailable: return QT_TRANSLATE_NOOP("ErrorText", "Tern and the server share no way to sign in. Ask the provider how mail programs sign in.");
    case ErrorKind::PasswordNeeded: return QT_TRANSLATE_NOOP("ErrorText", "The password for this account is not known. Enter it to go on.");
    case ErrorKind::ConfirmationNeeded: return QT_TRANSLATE_NOOP("ErrorText", "Only you can say whether this is meant. Look at the details, then go on.");
    case ErrorKind::ServerRefused: return QT_TRANSLATE_NOOP("ErrorText", "The server refused. Its own words are under the details.");
    case ErrorKind::ServerBusy: return QT_TRANSLATE_NOOP("ErrorText", "The server can't do it just now. Tern tries again later.");
    case ErrorKind::ServerBye: return QT_TRANSLATE_NOOP("ErrorText", "The server closed the connection. Tern connects again by itself.");
    case ErrorKind::ProtocolError: return QT_TRANSLATE_NOOP("ErrorText", "The server answered in a way that makes no sense. The protocol console shows what it said.");
    case ErrorKind::QuotaExceeded: return QT_TRANSLATE_NOOP("ErrorText", "The mailbox on the server is full. Delete some mail there, then try again.");
    case ErrorKind::MailboxMissing: return QT_TRANSLATE_NOOP("ErrorText", "The folder is no longer there. Choose another one.");
    case ErrorKind::MessageMissing: return QT_TRANSLATE_NOOP("ErrorText", "The message is no longer on the server.");
    case ErrorKind::UidValidityChanged: return QT_TRANSLATE_NOOP("ErrorText", "The server renumbered this folder, so the change was not made. Do it again on the message as it is now.");
    case ErrorKind::RecipientRefused: return QT_TRANSLATE_NOOP("ErrorText", "The server refused a recipient. Check the address.");
    case ErrorKind::SenderRefused: return QT_TRANSLATE_NOOP("ErrorText", "The server refused the sender's address. Choose an address that belongs to this account.");
    case ErrorKind::MessageTooLarge: return QT_TRANSLATE_NOOP("ErrorText", "The message is larger than the server takes. Send smaller or fewer attachments.");
    case ErrorKind::OutcomeUnknown: return QT_TRANSLATE_NOOP("ErrorText", "The connection broke just before the server's last word: the message may have been sent. Look in Sent, or ask the recipient, then choose.");
    case ErrorKind::InvalidInput: return QT_TRANSLATE_NOOP("ErrorText", "This can't be used as it is. The details name what is wrong.");
    case ErrorKind::NotFound: return QT_TRANSLATE_NOOP("ErrorText", "It is no longer there.");
    case ErrorKind::DiskFull: return QT_TRANSLATE_NOOP("ErrorText", "The disk is full, so nothing was changed. Make room, then try again.");
    case ErrorKind::ReadOnly: return QT_TRANSLATE_NOOP("ErrorText", "Tern may not write to its folder. Check who owns it and whether the disk is read-only.");
    case ErrorKind::StorageDamaged: return QT_TRANSLATE_NOOP("ErrorText", "A file of the profile is damaged. Close Tern and start it again: what can be fetched again, is.");
    case ErrorKind::Io: return QT_TRANSLATE_NOOP("ErrorText", "Reading or writing a file failed. The details name the reason.");
    case ErrorKind::ProfileInUse: return QT_TRANSLATE_NOOP("ErrorText", "Another program uses this profile. Close it, then start Tern again.");
    case ErrorKind::Unsupported: return QT_TRANSLATE_NOOP("ErrorText", "The server can't do this.");
    case ErrorKind::Internal: return QT_TRANSLATE_NOOP("ErrorText", "Something went wrong inside Tern. The details help whoever mends it.");
    }
    return "";
}

} // namespace

ErrorText errorText(const Error &error)
{
    const QString details = QString::fromStdString(error.detail);
    switch (error.kind) {
    case ErrorKind::RecipientRefused:
    case ErrorKind::SenderRefused:
    case ErrorKind::ServerRefused:
    case ErrorKind::ServerBusy:
    case ErrorKind::QuotaExceeded:
        // A mail server's code says more than that it refused.
        if (const QString told = statusCodeText(details); !told.isEmpty())
            return {told, details};
        break;
    case ErrorKind::StorageDamaged:
        if (error.where == "store.durable")
            return {say(QT_TRANSLATE_NOOP("ErrorText", "The file with your accounts, drafts and unsent changes is damaged, so Tern did not start. It was left untouched: %1. "
                                                       "Keep a copy of it, then put one from a backup in its place, or start with another profile."))
                        .arg(details),
                    {}};
        if (error.where == "secrets.file")
            return {say(QT_TRANSLATE_NOOP("ErrorText", "The file with your passwords is damaged. It was left untouched: %1. Move it away, then enter the passwords again."))
                        .arg(details),
                    {}};
        break;
    case ErrorKind::InvalidInput:
        if (error.where == "engine.not_started")
            return {say(QT_TRANSLATE_NOOP("ErrorText", "Tern has only just started and does not speak to your servers yet. Try again in a moment.")), {}};
        if (error.where == "engine.account_off")
            return {say(QT_TRANSLATE_NOOP("ErrorText", "This account is switched off: %1. Switch it on in the settings, then try again.")).arg(details), {}};
        break;
    case ErrorKind::PasswordNeeded:
        if (error.where == "tls.client_key")
            return {say(QT_TRANSLATE_NOOP("ErrorText", "The file with your certificate is locked. Enter its passphrase where the password goes, in the account's settings.")), details};
        if (error.where == "outbox.identity")
            return {say(QT_TRANSLATE_NOOP("ErrorText", "The password at the server of %1 is not known. Enter it with that address in the account's settings.")).arg(details), {}};
        break;
    case ErrorKind::TlsFailed:
        if (error.where == "tls.start")
            return {say(QT_TRANSLATE_NOOP("ErrorText", "Something was slipped into the connection just before its encryption began, so nothing was sent. Someone on this network may "
                                                       "be interfering: try from another network, and tell whoever runs the server.")),
                    details};
        if (error.where.ends_with("starttls") || error.where.ends_with("stls"))
            return {say(QT_TRANSLATE_NOOP("ErrorText", "The server did not agree to encrypt this connection (STARTTLS), so nothing was sent. Choose TLS with its own port in the "
                                                       "account's settings; if it used to work, someone on this network may be hindering it.")),
                    details};
        break;
    default: break;
    }
    return {say(sentenceFor(error.kind)), details};
}

QString joinSentences(const QStringList &sentences)
{
    QString text;
    for (const QString &sentence : sentences) {
        if (!text.isEmpty() && !text.endsWith(QChar(0x3002)))
            text += QLatin1Char(' ');
        text += sentence;
    }
    return text;
}

} // namespace tern::ui
