// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/i18n/Translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace tern::ui {
namespace {

void installQtWords(const QString &language)
{
    auto *translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(QLatin1String("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}

} // namespace

QStringList languages()
{
    return {QStringLiteral("en"), QStringLiteral("zh_CN")};
}

QString languageFor(const QString &setting, const QStringList &system)
{
    if (languages().contains(setting))
        return setting;
    for (const QString &wanted : system) {
        const QLocale locale(wanted);
        if (locale.language() == QLocale::Chinese)
            return QStringLiteral("zh_CN");
        if (locale.language() == QLocale::English)
            break;
    }
    return QStringLiteral("en");
}

bool installLanguage(const QString &language)
{
    // English has a file too: for its plurals.
    auto *translator = new QTranslator(QCoreApplication::instance());
    const bool found = translator->load(QLatin1String(":/i18n/tern_") + language);
    if (found)
        QCoreApplication::installTranslator(translator);
    installQtWords(language);
    // A person in Germany who reads English keeps German dates; Chinese words need Chinese dates.
    if (QLocale().language() != QLocale(language).language() && language == QLatin1String("zh_CN"))
        QLocale::setDefault(QLocale(QLocale::Chinese, QLocale::SimplifiedChineseScript, QLocale::China));
    return found;
}

} // namespace tern::ui
