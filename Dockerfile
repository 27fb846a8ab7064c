FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/CrmAdmin/CrmAdmin.csproj src/CrmAdmin/*.targets src/CrmAdmin/packages.lock.json src/CrmAdmin/
RUN dotnet restore src/CrmAdmin --locked-mode -p:Configuration=Release
COPY appsettings*.json .editorconfig ./
COPY wwwroot wwwroot
COPY src src
RUN dotnet publish src/CrmAdmin --no-restore -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
RUN mkdir /data && chown $APP_UID /data
USER $APP_UID
VOLUME /data
ENV Storage__Path=/data
EXPOSE 8080
ENTRYPOINT ["dotnet", "CrmAdmin.dll"]
