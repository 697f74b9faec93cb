// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/WordTables.h"

#include <QtGlobal>

namespace tern::ui {

const ProtocolWord kPop3Words[] = {
    {"+OK", "RFC 1939 §3", QT_TRANSLATE_NOOP("ProtocolWords", "Done; what was asked for may follow.")},
    {"-ERR", "RFC 1939 §3", QT_TRANSLATE_NOOP("ProtocolWords", "Not done; the server's reason follows.")},
    {"+", "RFC 5034 §4", QT_TRANSLATE_NOOP("ProtocolWords", "Go on: the server waits for the next word of the sign-in.")},
    {".", "RFC 1939 §3", QT_TRANSLATE_NOOP("ProtocolWords", "The end of an answer of many lines.")},
    {"CAPA", "RFC 2449 §5", QT_TRANSLATE_NOOP("ProtocolWords", "Asks which commands and extensions the server offers.")},
    {"STLS", "RFC 2595 §4", QT_TRANSLATE_NOOP("ProtocolWords", "Asks to encrypt this connection from here on.")},
    {"USER", "RFC 1939 §7", QT_TRANSLATE_NOOP("ProtocolWords", "Names the user who signs in.")},
    {"PASS", "RFC 1939 §7", QT_TRANSLATE_NOOP("ProtocolWords", "The password of the user who was named.")},
    {"APOP", "RFC 1939 §7", QT_TRANSLATE_NOOP("ProtocolWords", "Signs in with a digest of the password and of the greeting's time.")},
    {"AUTH", "RFC 5034 §4", QT_TRANSLATE_NOOP("ProtocolWords", "Signs in with a SASL mechanism, which the next word names.")},
    {"SASL", "RFC 2449 §6.3", QT_TRANSLATE_NOOP("ProtocolWords", "The SASL mechanisms that the server takes for signing in.")},
    {"STAT", "RFC 1939 §5", QT_TRANSLATE_NOOP("ProtocolWords", "Asks how many messages there are, and their size.")},
    {"LIST", "RFC 1939 §5", QT_TRANSLATE_NOOP("ProtocolWords", "Asks for the size of each message.")},
    {"UIDL", "RFC 1939 §7", QT_TRANSLATE_NOOP("ProtocolWords", "Asks for a lasting name of each message, by which a client knows what it has already.")},
    {"TOP", "RFC 1939 §7", QT_TRANSLATE_NOOP("ProtocolWords", "Asks for a message's header and its first lines.")},
    {"RETR", "RFC 1939 §5", QT_TRANSLATE_NOOP("ProtocolWords", "Asks for a whole message.")},
    {"DELE", "RFC 1939 §5", QT_TRANSLATE_NOOP("ProtocolWords", "Marks a message to be removed when the session ends with QUIT.")},
    {"RSET", "RFC 1939 §5", QT_TRANSLATE_NOOP("ProtocolWords", "Takes back every mark made by DELE.")},
    {"NOOP", "RFC 1939 §5", QT_TRANSLATE_NOOP("ProtocolWords", "Does nothing; the connection stays alive.")},
    {"QUIT", "RFC 1939 §6", QT_TRANSLATE_NOOP("ProtocolWords", "Ends the session; only now the server removes what was marked.")},
    {"PIPELINING", "RFC 2449 §6.6", QT_TRANSLATE_NOOP("ProtocolWords", "Commands may be sent ahead without waiting for each answer.")},
    {"EXPIRE", "RFC 2449 §6.7", QT_TRANSLATE_NOOP("ProtocolWords", "After how many days the server removes messages by itself.")},
    {"NEVER", "RFC 2449 §6.7", QT_TRANSLATE_NOOP("ProtocolWords", "With EXPIRE: the server removes nothing by itself.")},
    {"LOGIN-DELAY", "RFC 2449 §6.5", QT_TRANSLATE_NOOP("ProtocolWords", "How many seconds have to pass between two sign-ins.")},
    {"IMPLEMENTATION", "RFC 2449 §6.9", QT_TRANSLATE_NOOP("ProtocolWords", "The name of the server's software.")},
    {"RESP-CODES", "RFC 2449 §6.4", QT_TRANSLATE_NOOP("ProtocolWords", "Refusals begin with a code in brackets that tells their kind.")},
    {"AUTH-RESP-CODE", "RFC 3206", QT_TRANSLATE_NOOP("ProtocolWords", "The server tells a wrong password from other troubles.")},
    {"IN-USE", "RFC 2449 §8.1.2", QT_TRANSLATE_NOOP("ProtocolWords", "Another session holds the mailbox.")},
    {"SYS/TEMP", "RFC 3206", QT_TRANSLATE_NOOP("ProtocolWords", "Trouble on the server that will pass.")},
    {"SYS/PERM", "RFC 3206", QT_TRANSLATE_NOOP("ProtocolWords", "Trouble on the server that someone has to mend.")},
    {"UTF8", "RFC 6856", QT_TRANSLATE_NOOP("ProtocolWords", "Names, passwords and headers may be in UTF-8.")},
    {"LANG", "RFC 6856", QT_TRANSLATE_NOOP("ProtocolWords", "The language of the server's words can be chosen.")},
};

const ProtocolWord kSmtpWords[] = {
    {"EHLO", "RFC 5321 §4.1.1.1", QT_TRANSLATE_NOOP("ProtocolWords", "The client's greeting; the server answers with what it can.")},
    {"HELO", "RFC 5321 §4.1.1.1", QT_TRANSLATE_NOOP("ProtocolWords", "The greeting for old servers that know no EHLO.")},
    {"STARTTLS", "RFC 3207", QT_TRANSLATE_NOOP("ProtocolWords", "Asks to encrypt this connection from here on.")},
    {"AUTH", "RFC 4954", QT_TRANSLATE_NOOP("ProtocolWords", "Signs in with a SASL mechanism, which the next word names; in an offer, the mechanisms.")},
    {"MAIL", "RFC 5321 §4.1.1.2", QT_TRANSLATE_NOOP("ProtocolWords", "Begins a message: MAIL FROM names who gets the reports if it can't be delivered.")},
    {"RCPT", "RFC 5321 §4.1.1.3", QT_TRANSLATE_NOOP("ProtocolWords", "RCPT TO names one recipient; each gets an answer of its own.")},
    {"FROM", "RFC 5321 §4.1.1.2", QT_TRANSLATE_NOOP("ProtocolWords", "The sender on the envelope, which the header need not show.")},
    {"TO", "RFC 5321 §4.1.1.3", QT_TRANSLATE_NOOP("ProtocolWords", "A recipient on the envelope; so Bcc stays out of the header.")},
    {"DATA", "RFC 5321 §4.1.1.4", QT_TRANSLATE_NOOP("ProtocolWords", "The message itself follows, ended by a line with a single dot.")},
    {".", "RFC 5321 §4.1.1.4", QT_TRANSLATE_NOOP("ProtocolWords", "The end of the message. With the answer to it the server takes it over.")},
    {"BDAT", "RFC 3030 §2", QT_TRANSLATE_NOOP("ProtocolWords", "A piece of the message, its length said before.")},
    {"LAST", "RFC 3030 §2", QT_TRANSLATE_NOOP("ProtocolWords", "With BDAT: this is the last piece.")},
    {"RSET", "RFC 5321 §4.1.1.5", QT_TRANSLATE_NOOP("ProtocolWords", "Gives up the message that was begun.")},
    {"NOOP", "RFC 5321 §4.1.1.9", QT_TRANSLATE_NOOP("ProtocolWords", "Does nothing; the connection stays alive.")},
    {"VRFY", "RFC 5321 §4.1.1.6", QT_TRANSLATE_NOOP("ProtocolWords", "Asks whether an address exists; few servers tell.")},
    {"HELP", "RFC 5321 §4.1.1.8", QT_TRANSLATE_NOOP("ProtocolWords", "Asks for help in words.")},
    {"QUIT", "RFC 5321 §4.1.1.10", QT_TRANSLATE_NOOP("ProtocolWords", "Says goodbye.")},
    {"SIZE", "RFC 1870", QT_TRANSLATE_NOOP("ProtocolWords", "The size of the message, said before it is sent; in an offer, the largest the server takes.")},
    {"PIPELINING", "RFC 2920", QT_TRANSLATE_NOOP("ProtocolWords", "Commands may be sent ahead without waiting for each answer.")},
    {"CHUNKING", "RFC 3030 §2", QT_TRANSLATE_NOOP("ProtocolWords", "The server takes messages in pieces by BDAT.")},
    {"BINARYMIME", "RFC 3030 §3", QT_TRANSLATE_NOOP("ProtocolWords", "The message may hold bytes of any kind, not only lines of text.")},
    {"8BITMIME", "RFC 6152", QT_TRANSLATE_NOOP("ProtocolWords", "The text may have letters beyond ASCII.")},
    {"7BIT", "RFC 6152", QT_TRANSLATE_NOOP("ProtocolWords", "The text is pure ASCII.")},
    {"BODY", "RFC 6152", QT_TRANSLATE_NOOP("ProtocolWords", "What kind of bytes the message has.")},
    {"SMTPUTF8", "RFC 6531", QT_TRANSLATE_NOOP("ProtocolWords", "Addresses and headers may be in UTF-8.")},
    {"DSN", "RFC 3461", QT_TRANSLATE_NOOP("ProtocolWords", "The server sends reports of delivery as it is asked to.")},
    {"RET", "RFC 3461 §4.3", QT_TRANSLATE_NOOP("ProtocolWords", "How much of the message a report is to bring back.")},
    {"HDRS", "RFC 3461 §4.3", QT_TRANSLATE_NOOP("ProtocolWords", "With RET: the header only.")},
    {"FULL", "RFC 3461 §4.3", QT_TRANSLATE_NOOP("ProtocolWords", "With RET: all of the message.")},
    {"ENVID", "RFC 3461 §4.4", QT_TRANSLATE_NOOP("ProtocolWords", "A name for this sending that comes back in reports.")},
    {"NOTIFY", "RFC 3461 §4.1", QT_TRANSLATE_NOOP("ProtocolWords", "When to report about this recipient.")},
    {"SUCCESS", "RFC 3461 §4.1", QT_TRANSLATE_NOOP("ProtocolWords", "With NOTIFY: when it was delivered.")},
    {"FAILURE", "RFC 3461 §4.1", QT_TRANSLATE_NOOP("ProtocolWords", "With NOTIFY: when it can't be delivered.")},
    {"DELAY", "RFC 3461 §4.1", QT_TRANSLATE_NOOP("ProtocolWords", "With NOTIFY: when it takes long.")},
    {"ORCPT", "RFC 3461 §4.2", QT_TRANSLATE_NOOP("ProtocolWords", "The recipient as the sender wrote it, for reports.")},
    {"REQUIRETLS", "RFC 8689", QT_TRANSLATE_NOOP("ProtocolWords", "The message may be handed on only over verified TLS; otherwise it comes back.")},
    {"ENHANCEDSTATUSCODES", "RFC 2034", QT_TRANSLATE_NOOP("ProtocolWords", "Replies bring a second, finer code such as 5.1.1.")},
    {"LIMITS", "RFC 9422", QT_TRANSLATE_NOOP("ProtocolWords", "How many recipients and messages the server takes.")},
    {"DELIVERBY", "RFC 2852", QT_TRANSLATE_NOOP("ProtocolWords", "A message may say until when it is to be delivered.")},
    {"ETRN", "RFC 1985", QT_TRANSLATE_NOOP("ProtocolWords", "Mail waiting for another server can be asked for; not for mail programs.")},
    {"220", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "The server is ready.")},
    {"221", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "The server says goodbye.")},
    {"235", "RFC 4954", QT_TRANSLATE_NOOP("ProtocolWords", "Signed in.")},
    {"250", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "Done.")},
    {"251", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "Taken, though the recipient is elsewhere; the server hands it on.")},
    {"252", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "Taken without knowing whether the recipient exists.")},
    {"334", "RFC 4954", QT_TRANSLATE_NOOP("ProtocolWords", "Go on: the server waits for the next word of the sign-in.")},
    {"354", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "Send the message now.")},
    {"421", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "The server closes for the moment; later it may work.")},
    {"432", "RFC 4954", QT_TRANSLATE_NOOP("ProtocolWords", "The password has to be changed first.")},
    {"450", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "Not now: the mailbox is busy or unavailable. Tried again later.")},
    {"451", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "Not now: something went wrong on the server. Tried again later.")},
    {"452", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "Not now: no room, or too many recipients. Tried again later.")},
    {"454", "RFC 4954", QT_TRANSLATE_NOOP("ProtocolWords", "Not now: encryption or signing in does not work for the moment.")},
    {"455", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "The server can't take these parameters for the moment.")},
    {"500", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "The server does not know this command.")},
    {"501", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "Something behind the command is wrong.")},
    {"502", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "The server has no such command.")},
    {"503", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "The command does not belong here.")},
    {"504", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "The server does not know this parameter or mechanism.")},
    {"521", "RFC 7504", QT_TRANSLATE_NOOP("ProtocolWords", "This server takes no mail at all.")},
    {"530", "RFC 4954", QT_TRANSLATE_NOOP("ProtocolWords", "Sign in first, or encrypt first.")},
    {"534", "RFC 4954", QT_TRANSLATE_NOOP("ProtocolWords", "This way to sign in is too weak here.")},
    {"535", "RFC 4954", QT_TRANSLATE_NOOP("ProtocolWords", "Wrong name or password.")},
    {"538", "RFC 4954", QT_TRANSLATE_NOOP("ProtocolWords", "This way to sign in needs encryption.")},
    {"550", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "Refused for good: no such mailbox, or a rule of the server.")},
    {"551", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "The recipient is elsewhere.")},
    {"552", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "Refused: the message is too large, or the mailbox is full.")},
    {"553", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "Refused: the address is not allowed.")},
    {"554", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "Refused for good; the words tell why.")},
    {"555", "RFC 5321 §4.2.3", QT_TRANSLATE_NOOP("ProtocolWords", "The server does not know these parameters.")},
    {"556", "RFC 7504", QT_TRANSLATE_NOOP("ProtocolWords", "The recipient's domain takes no mail.")},
};

const ProtocolWord kSignInWords[] = {
    {"PLAIN", "RFC 4616", QT_TRANSLATE_NOOP("ProtocolWords", "Name and password as they are; safe only where the connection is encrypted.")},
    {"LOGIN", "draft-murchison-sasl-login", QT_TRANSLATE_NOOP("ProtocolWords", "Name, then password, as they are; older than PLAIN.")},
    {"CRAM-MD5", "RFC 2195", QT_TRANSLATE_NOOP("ProtocolWords", "The password is proved by a digest of the server's question and not sent.")},
    {"SCRAM-SHA-1", "RFC 5802", QT_TRANSLATE_NOOP("ProtocolWords", "Both sides prove that they know the password, which is not sent.")},
    {"SCRAM-SHA-256", "RFC 7677", QT_TRANSLATE_NOOP("ProtocolWords", "As SCRAM-SHA-1, with a stronger digest.")},
    {"SCRAM-SHA-1-PLUS", "RFC 5802", QT_TRANSLATE_NOOP("ProtocolWords", "As SCRAM-SHA-1, tied to this very TLS connection.")},
    {"SCRAM-SHA-256-PLUS", "RFC 7677", QT_TRANSLATE_NOOP("ProtocolWords", "As SCRAM-SHA-256, tied to this very TLS connection.")},
    {"OAUTHBEARER", "RFC 7628", QT_TRANSLATE_NOOP("ProtocolWords", "A token from the provider's own sign-in page, in place of a password.")},
    {"XOAUTH2", "Google", QT_TRANSLATE_NOOP("ProtocolWords", "The forerunner of OAUTHBEARER: a token in place of a password.")},
    {"EXTERNAL", "RFC 4422 App. A", QT_TRANSLATE_NOOP("ProtocolWords", "The client's TLS certificate says who it is.")},
    {"DIGEST-MD5", "RFC 2831", QT_TRANSLATE_NOOP("ProtocolWords", "An old digest that is not used any more.")},
    {"NTLM", "Microsoft", QT_TRANSLATE_NOOP("ProtocolWords", "Microsoft's older way to sign in.")},
    {"GSSAPI", "RFC 4752", QT_TRANSLATE_NOOP("ProtocolWords", "Sign-in by Kerberos.")},
    {"ANONYMOUS", "RFC 4505", QT_TRANSLATE_NOOP("ProtocolWords", "Without a name.")},
    {"[SECRET]", "Tern", QT_TRANSLATE_NOOP("ProtocolWords", "Tern took a secret out here before the line reached this list. It is kept nowhere.")},
};

std::span<const ProtocolWord> pop3Words()
{
    return kPop3Words;
}

std::span<const ProtocolWord> smtpWords()
{
    return kSmtpWords;
}

std::span<const ProtocolWord> signInWords()
{
    return kSignInWords;
}

} // namespace tern::ui
